// Marks the section being read in "On this page".

const links = new Map(
  [...document.querySelectorAll(".contents-list a")].map((link) => [link.hash.slice(1), []]),
);
for (const link of document.querySelectorAll(".contents-list a")) {
  links.get(link.hash.slice(1)).push(link);
}
const sections = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);

function markCurrent() {
  const line = window.innerHeight / 3;
  const current = sections.findLast((section) => section.getBoundingClientRect().top <= line);
  for (const [id, group] of links) {
    for (const link of group) {
      if (id === current?.id) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }
}

if (sections.length) {
  // A section stays "seen" once its top has passed the line, however far away it is now, so that a
  // jump over several sections is noticed as well.
  const observer = new IntersectionObserver(markCurrent, { rootMargin: "999999px 0px -66.7% 0px" });
  sections.forEach((section) => observer.observe(section));
}
