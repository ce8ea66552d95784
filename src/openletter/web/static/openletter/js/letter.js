// The letter proposed changes with the language chosen, as long as nobody has changed a word of it.
for (const form of document.querySelectorAll("form[data-letter]")) {
  const texts = JSON.parse(form.dataset.letter);
  const { language, own_subject: subject, own_letter: letter, beside } = form.elements;
  const same = (one, other) => one.trim() === other.replace(/\r/g, "").trim();
  const untouched = () =>
    Object.values(texts).some(([said, body]) => same(subject.value, said) && same(letter.value, body));
  const follow = () => {
    const chosen = texts[language.value];
    if (!chosen || !untouched()) return;
    [subject.value, letter.value] = chosen;
    for (const field of [subject, letter]) [field.dir, field.lang] = [chosen[2], language.value];
  };
  const mark = () => {
    if (beside) beside.disabled = !untouched();
  };
  language.addEventListener("change", follow);
  form.addEventListener("input", mark);
  language.addEventListener("change", mark);
}
