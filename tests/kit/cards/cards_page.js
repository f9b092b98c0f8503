/* What runs inside the page: renders one card as Teams would, and says what is wrong with it. */
"use strict";

const AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"];
const NARROW = 24, TALL = 48; /* CSS pixels: three letters and a little, and more than two lines. */
const place = document.getElementById("card");
const markdown = window.markdownit();
let pressed = null;

AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = markdown.render(text);
  result.didProcess = true;
};

const describe = (event) => `${AdaptiveCards.ValidationEvent[event.event]}: ${event.message}`;

/* Teams draws a people picker of its own, with whom the tenant's directory has: here it is a list with somebody in it. */
function withDirectory(part) {
  if (Array.isArray(part)) return part.map(withDirectory);
  if (part === null || typeof part !== "object") return part;
  const { "choices.data": directory, ...rest } = part;
  const there = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, withDirectory(value)]));
  return directory ? { ...there, choices: [...part.choices, { title: "Kari Nordmann", value: "somebody" }] } : there;
}

function render(json, theme, config) {
  document.body.className = theme;
  const card = new AdaptiveCards.AdaptiveCard();
  card.hostConfig = new AdaptiveCards.HostConfig(config);
  card.onExecuteAction = (action) => { pressed = { verb: action.verb ?? null, data: action.data ?? null }; };
  const context = new AdaptiveCards.SerializationContext();
  card.parse(withDirectory(mentioned(json)), context);
  place.replaceChildren(card.render() ?? "");
  const parsed = Array.from({ length: context.eventCount }, (_, at) => describe(context.getEventAt(at)));
  return [...parsed, ...card.validateProperties().validationEvents.map(describe)];
}

/* How far to the right a part is seen: to the edge of the card, or of what around it hides all that sticks out. */
function edgeFor(part) {
  let edge = place.getBoundingClientRect().right;
  for (let around = part.parentElement; around !== place; around = around.parentElement) {
    if (getComputedStyle(around).overflowX !== "visible") edge = Math.min(edge, around.getBoundingClientRect().right);
  }
  return edge;
}

/* A part that sticks out of the card, or text that is cut off with an ellipsis, in whole pixels. */
function overflows() {
  return Array.from(place.querySelectorAll("*")).filter((part) => {
    const box = part.getBoundingClientRect();
    const ownText = Array.from(part.childNodes).some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    const cut = ownText && part.scrollWidth > part.clientWidth + 1 && getComputedStyle(part).overflowX !== "visible";
    return box.width > 0 && (cut || box.right > edgeFor(part) + 1);
  }).map((part) => part.textContent.trim().slice(0, 60) || part.outerHTML.slice(0, 120));
}

/* A word that has no room for two of its letters stands as a column of them. */
function letterByLetter() {
  return Array.from(place.querySelectorAll("*")).filter((part) => {
    const own = Array.from(part.childNodes).filter((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    const box = part.getBoundingClientRect();
    return own.some((node) => /\p{L}{3}/u.test(node.data)) && box.width > 0 && box.width < NARROW && box.height > TALL;
  }).map((part) => `no room for its words: ${part.textContent.trim().slice(0, 60)}`);
}

/* Mentions stand as Teams writes them. */
const mentioned = (json) => JSON.parse(JSON.stringify(json).replace(/<at>(.*?)<\/at>/g, "@$1"));

/* «24. november» is a list that begins at 24, to markdown. */
function datesReadAsLists() {
  return Array.from(place.querySelectorAll("ol")).filter((list) => list.children.length === 1)
    .map((list) => `read as a numbered list: ${list.start}. ${list.textContent.trim()}`);
}

/* Text in exactly its background's colour is to axe not a breach but a doubt; here it is a breach. */
const invisible = (node) => node.any.some((check) => check.data?.messageKey === "equalRatio");

/* axe runs the lines of a box together («4BMottatt») before it looks for them in the box's name: it is asked again
   here, by letters alone. */
const letters = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
const named = (node) => {
  const part = document.querySelector(node.target[0]);
  return letters(part.getAttribute("aria-label") ?? "").includes(letters(part.textContent));
};

async function breaches() {
  const found = await axe.run(place, {
    runOnly: { type: "tag", values: AXE_RULES },
    resultTypes: ["violations", "incomplete"],
  });
  const doubts = found.incomplete.map((rule) => ({ ...rule, nodes: rule.nodes.filter(invisible) }));
  const sure = found.violations.map((rule) => (
    rule.id === "label-content-name-mismatch" ? { ...rule, nodes: rule.nodes.filter((node) => !named(node)) } : rule
  ));
  return [...sure, ...doubts].flatMap((rule) => rule.nodes.map((node) => {
    const why = node.failureSummary.replace(/\s+/g, " ");
    return `axe ${rule.id}: ${rule.help}: ${node.html.slice(0, 200)} (${why})`;
  }));
}

/* What is hidden is looked at too. `lang` is left to card_schema: the renderer's own test of it has a /g flag and
   refuses every second card. */
const LEFT_OUT = new Set(["isVisible", "lang"]);
const laidBare = (json) => JSON.parse(JSON.stringify(json, (key, value) => (LEFT_OUT.has(key) ? undefined : value)));

window.harness = {
  render,

  /* With all that is folded away unfolded. */
  bare: (json, theme, config) => render(laidBare(json), theme, config),

  async check(json, theme, config) {
    const events = render(laidBare(json), theme, config);
    const wide = Array.from(new Set(overflows())).map((text) => `wider than the card: ${text}`);
    return [...events, ...wide, ...letterByLetter(), ...datesReadAsLists(), ...(await breaches())];
  },

  press(title) {
    pressed = null;
    const button = Array.from(place.querySelectorAll("button")).find((one) => one.textContent.trim() === title);
    if (!button) throw new Error(`no button «${title}»`);
    button.click();
    return pressed;
  },
};
