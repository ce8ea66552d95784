// The words proposed change with the language chosen, as long as nobody has changed one of them.
for (const form of document.querySelectorAll("form[data-letter]")) {
  const texts = JSON.parse(form.dataset.letter);
  const { language, own_subject: subject, own_letter: letter, beside } = form.elements;
  const same = (field, said) => !field || field.value.trim() === said.replace(/\r/g, "").trim();
  const untouched = () => Object.values(texts).some(([said, body]) => same(subject, said) && same(letter, body));
  const follow = () => {
    const chosen = texts[language.value];
    if (!chosen || !untouched()) return;
    if (subject) subject.value = chosen[0];
    letter.value = chosen[1];
    for (const field of [subject, letter]) if (field) [field.dir, field.lang] = [chosen[2], language.value];
  };
  language.addEventListener("change", follow);
  form.addEventListener("input", () => {
    if (beside) beside.disabled = !untouched();
  });
}
