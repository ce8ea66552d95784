// Show another page of the section in place of this one, so that what this window remembers is not lost.
const scripts = new Set([...document.scripts].map(({ src }) => src));
const IN_HEAD = 'link[rel="canonical"], link[rel="alternate"], meta[name="description"], meta[name="robots"], meta[property]';
let here = location.pathname;
let asks = 0;

// Shows `html` as the page of an address, or what that address answers. Rejects when the line is down.
export async function show(address, { html, again = false } = {}) {
  const mine = ++asks;
  // A page that comes when another one was asked for, or when one has stepped on, is not shown any more.
  const late = () => mine !== asks || (again && location.href !== address);
  const page = new DOMParser().parseFromString(html ?? (await asked(address)), "text/html");
  if (late()) return;
  // Another language or another house is a page of its own.
  const same = ["lang", "dir"].every((name) => page.documentElement[name] === document.documentElement[name]);
  if (!same || !page.querySelector("main h1")) return location.assign(address);
  await dressed(page);
  if (late()) return;
  if (!again) history.pushState(null, "", address);
  here = location.pathname;
  document.title = page.title;
  document.head.querySelectorAll(IN_HEAD).forEach((each) => each.remove());
  document.head.append(...page.head.querySelectorAll(IN_HEAD));
  document.body.replaceChildren(...page.body.childNodes);
  const heading = document.querySelector("main h1");
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  scrollTo(0, 0);
  document.dispatchEvent(new Event("openletter:page"));
  for (const { src } of document.body.querySelectorAll("script[src]")) run(src);
}

async function asked(address) {
  const answer = await fetch(address, { credentials: "omit", signal: AbortSignal.timeout(20000) });
  return answer.text();
}

// The page's style sheets come first, so that it is never seen undressed.
function dressed(page) {
  const worn = new Set([...document.querySelectorAll('link[rel="stylesheet"]')].map(({ href }) => href));
  const wanted = [...page.querySelectorAll('link[rel="stylesheet"]')].filter(({ href }) => !worn.has(href));
  return Promise.all(
    wanted.map(
      (link) =>
        new Promise((resolve) => {
          link.onload = link.onerror = resolve;
          document.head.append(link);
        }),
    ),
  );
}

// A script that was here before hears of the page by its event; another one is fetched.
function run(src) {
  if (scripts.has(src)) return;
  scripts.add(src);
  document.body.append(Object.assign(document.createElement("script"), { type: "module", src }));
}

// Back and forth; a step within a page is the browser's own.
addEventListener("popstate", () => {
  if (location.pathname !== here) show(location.href, { again: true }).catch(() => location.reload());
});
