"""Invented sheets in the shape of the field's: nobody and nothing in them exists."""

THIRD = """\
UA: 912/16 Index: AMR 99/6674/2017 Dominican Republic Issue Date: 28 June 2017

URGENT ACTION
LIBRARIAN STILL MISSING AFTER
SEVEN MONTHS
Marisol Ejemplo, a librarian of San Ejemplo, has not been seen since police stopped her car on 2 No-
vember 2016. A judge ordered the police to search for her; the file has not moved since. Her sister has
received threats.
Please write immediately in Spanish, English or your own language calling on the authorities
to:
n  Search for Marisol Ejemplo without delay and make known where she is;
n  Tell her family immedi-
ately what the investigation has found;
n  Protect her sister, in the way that she her-
self wishes.

PLEASE SEND APPEALS BEFORE 9 AUGUST 2017 TO:
Attorney General                              Minister of the Interior
Ms Ana Invento                                Mr Juan Ficticio
Calle Ejemplo 1                               Plaza de Prueba 2
Santo Domingo                                 Santo Domingo
Fax: +1 809 555 0100                          Email: ministro@example.org
Email: fiscal@example.org                     Twitter: @ejemplo_mip
Salutation: Dear Attorney General /           Salutation: Dear Minister / Estimado Señor Ministro
Estimada Señora

And copies to:
Committee of Families of Example
Email: comite@example.org

Also send copies to diplomatic representatives accredited to your country. Please insert local diplomatic
addresses below:
Name Address 1 Address 2 Address 3 Fax Fax number Email Email address Salutation Salutation

Please check with your section office if sending appeals after the above date. This is the second update of UA
912/16. Further information: https://example.org/en/documents/amr99/5501/2017/en/

URGENT ACTION
LIBRARIAN STILL MISSING AFTER
SEVEN MONTHS

ADDITIONAL INFORMATION
Marisol Ejemplo has run the town library for eleven years. In 2015 she spoke on the radio about land that
had been taken from families.

Two men who had worked for the police told a court in March 2017 that a woman had been held at the
station that night. The court has not heard them again.

Name: Marisol Ejemplo
Gender m/f: f

THIRD UA: 912/16 Index: AMR 99/6674/2017 Issue Date: 28 June 2017
"""

FRENCH = """\
Deuxième AU : 907/18 Index : MDE 98/0042/2018 Maroc Date : 1er mars 2018
ACTION URGENTE
UN INSTITUTEUR PRIVÉ DE SOINS
Karim Exemple, instituteur, est détenu depuis le 12 janvier 2018. Il souffre du diabète et n’a
vu aucun médecin depuis trois semaines.

Merci d’écrire en arabe, en français ou dans votre propre langue, en demandant aux autorités :
• d’accorder sans délai à Karim Exemple les soins dont il a besoin ;
• de lui permettre de voir son avocat.

Veuillez envoyer vos appels avant le 12 avril 2018 à :
Ministre de la Justice
M. Nom Inventé
Place de l’Exemple
Rabat
Courriel : ministre@example.org
Formule d’appel : Monsieur le Ministre,

Copies à :
Délégué général de l’administration pénitentiaire
Courriel : delegue@example.org

Veuillez également adresser des copies aux représentants diplomatiques accrédités dans votre pays.
Vérifiez auprès de votre section s’il faut encore intervenir après la date indiquée ci-dessus.
C’est la première mise à jour de l’AU 907/18.

COMPLÉMENT D’INFORMATION
Karim Exemple enseigne dans un village de montagne.

Nom : Karim Exemple
Genre : h
"""

LETTER = """\
First UA: 60/20 Index: MDE 97/2347/2020 Mauritania Date: 15 May 2020
URGENT ACTION
A poet is on trial for a poem
Aminetou Modele, a poet, has been on trial since 4 May 2020 because of a poem that she read at a wedding.

TAKE ACTION: WRITE AN APPEAL IN YOUR OWN WORDS OR USING THIS MODEL LETTER
Minister of Justice
Ministry of Example
BP 99, Nouakchott
Mauritania
Email: justice@example.org

Dear Minister,

I am writing about Aminetou Modele, who is on trial for a poem.

I ask you to see that the charges are dropped.

Yours sincerely,

ADDITIONAL INFORMATION
The law under which she is tried was written in 1983.

PREFERRED LANGUAGE TO ADDRESS TARGET: Arabic and French.
You can also write in your own language.
PLEASE TAKE ACTION AS SOON AS POSSIBLE UNTIL: 26 June 2020
Please check with the section in your country if you wish to send appeals after the deadline.
NAME AND PRONOUN: Aminetou Modele (she/her)
"""
