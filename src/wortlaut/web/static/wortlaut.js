// What the pages do better with a script. All of it works without: links and forms do the same.
"use strict";

const one = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const typing = (node) => node && /^(INPUT|TEXTAREA|SELECT)$/.test(node.tagName);

// ------------------------------------------------------------------------------ the reader
function reader(sheet) {
  const base = sheet.dataset.base;
  const panel = one("#panel");
  let speaker = null;

  const idOf = (number) => one(`mark.st[data-n="${number}"][id]`, sheet)?.id.slice(2);
  const step = (which) => one(`.panel a[rel="${which}"]`, panel) || one(".entries a", panel);

  async function show(number, { scroll = true, record = true } = {}) {
    const id = number ? idOf(number) : null;
    const part = sheet.dataset.part === "1" ? "" : `?part=${sheet.dataset.part}`;
    const query = id ? `?statement=${id}` : part;
    const answer = await fetch(`${base}/panel${query}`, { headers: { accept: "text/html" } });
    if (!answer.ok) {
      location.href = `${base}${query}`;
      return;
    }
    panel.innerHTML = await answer.text();
    for (const mark of all("mark.st", sheet)) {
      mark.classList.toggle("chosen", Boolean(number) && Number(mark.dataset.n) === number);
    }
    revealed();
    if (record) history.replaceState(null, "", `${base}${query}`);
    const first = number && one(`mark.st[data-n="${number}"]`, sheet);
    if (first && scroll) first.scrollIntoView({ block: "nearest" });
  }

  function revealed() {
    for (const node of all("[data-keys], [data-copy]", panel)) node.hidden = false;
  }

  function light(number) {
    speaker = speaker === number ? null : number;
    sheet.classList.toggle("one", speaker !== null);
    for (const mark of all("mark.st", sheet)) mark.classList.toggle("lit", mark.dataset.sp === speaker);
    for (const button of all("[data-legend] button")) {
      button.setAttribute("aria-pressed", String(button.dataset.sp === speaker));
    }
  }

  for (const button of all("[data-legend] button")) {
    button.disabled = false;
    button.addEventListener("click", () => light(button.dataset.sp));
  }
  document.addEventListener("click", (event) => {
    const plain = !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0;
    const link = event.target.closest("a[data-n], a[data-close]");
    const mark = event.target.closest("mark.st");
    if (!plain || (!link && !mark) || String(getSelection())) return;
    const number = Number((link || mark).dataset.n || 0);
    if (number && !idOf(number)) return; // it stands in another part: the link leads there
    event.preventDefault();
    show(number, { scroll: Boolean(link) });
  });
  document.addEventListener("keydown", (event) => {
    if (typing(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "ArrowRight" || event.key === "j") step("next")?.click();
    else if (event.key === "ArrowLeft" || event.key === "k") step("prev")?.click();
    else if (event.key === "Escape" && one(".panel", panel)) show(0);
    else return;
    event.preventDefault();
  });
  revealed();
}

// --------------------------------------------------------------------------- small things
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(one(button.dataset.copy).textContent.trim());
  const words = button.textContent;
  button.textContent = button.dataset.said;
  setTimeout(() => { button.textContent = words; }, 1500);
});

document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !typing(event.target) && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    (one("#q") || one("[data-quick]"))?.focus();
  }
});

function paste(form) {
  const file = one("input[type=file]", form);
  for (const name of ["dragover", "dragleave", "drop"]) {
    form.addEventListener(name, (event) => {
      event.preventDefault();
      form.classList.toggle("over", name === "dragover");
      if (name === "drop" && event.dataTransfer.files.length) file.files = event.dataTransfer.files;
      else if (name === "drop") one("textarea", form).value = event.dataTransfer.getData("text");
    });
  }
  form.addEventListener("submit", () => {
    const button = one("button.first", form);
    button.textContent = button.dataset.busy;
    button.disabled = true;
  });
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
}

// Marked words of the article go into the field that was used last.
function correcting(form) {
  let field = one("textarea", form);
  for (const input of all("[data-words]", form)) input.addEventListener("focus", () => { field = input; });
  const button = one("[data-take]", form);
  button.hidden = false;
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", () => {
    const words = String(getSelection()).trim();
    if (words) field.value = words;
  });
}

const sheet = one("[data-reader]");
if (sheet) reader(sheet);
const form = one("[data-paste]");
if (form) paste(form);
const edit = one("[data-correcting]");
if (edit) correcting(edit);
if (matchMedia("(max-width: 62rem)").matches) one("[data-facets]")?.removeAttribute("open");
