// Looks at pages in Chromium: node page.mjs PAGES SHOTS
//
// Each page is shown on a wide and on a narrow screen, light and dark, and
// printed. What is wrong is printed and makes the exit code 1.
import { readdirSync, readFileSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [pages, shots] = process.argv.slice(2).map((dir) => resolve(dir));
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const views = [
  { name: "wide", width: 1200, height: 900, colorScheme: "light" },
  { name: "dark", width: 1200, height: 900, colorScheme: "dark" },
  { name: "narrow", width: 390, height: 844, colorScheme: "light" },
];
const standards = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

mkdirSync(shots, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
let wrong = 0;
for (const file of readdirSync(pages).filter((name) => name.endsWith(".html")).sort()) {
  const name = basename(file, ".html");
  for (const view of views) await look(name, view);
}
await browser.close();
process.exit(wrong ? 1 : 0);

function complain(name, text) {
  wrong++;
  console.log(`${name}: ${text}`);
}

async function look(name, view) {
  const context = await browser.newContext({ viewport: view, colorScheme: view.colorScheme });
  const page = await context.newPage();
  page.on("console", (m) => complain(name, `console ${m.type()}: ${m.text()}`));
  page.on("pageerror", (e) => complain(name, `error: ${e}`));
  page.on("dialog", (d) => complain(name, `dialog: ${d.message()}`));
  const address = pathToFileURL(join(pages, name + ".html")).href;
  page.on("request", (r) => r.url() !== address && complain(name, `loads ${r.url()}`));
  await page.goto(address);
  await page.screenshot({ path: join(shots, `${name}-${view.name}.png`), fullPage: true });
  await checkText(name, page);
  await checkAccess(name, view, page);
  if (view.name === "wide") {
    await checkKeyboard(name, page);
    await checkFilter(name, page);
    const pdf = await page.pdf({ preferCSSPageSize: true, path: join(shots, `${name}.pdf`) });
    const sheets = (pdf.toString("latin1").match(/\/Type\s*\/Page\b/g) || []).length;
    console.log(`${name}: prints on ${sheets} pages`);
    if (sheets > 2 && !["hostile", "full", "large"].includes(name)) complain(name, `prints on ${sheets} pages`);
  }
  await context.close();
}

// checkText looks whether text can be selected, and whether text of the program
// became markup.
async function checkText(name, page) {
  const seen = await page.evaluate(() => {
    getSelection().selectAllChildren(document.body);
    const selected = getSelection().toString();
    getSelection().removeAllRanges();
    return {
      selected, title: document.querySelector("h1").innerText, hacked: window.hacked,
      foreign: [...document.querySelectorAll("script, img, iframe, object, embed, form, link, base, [onerror], [onload], [style]:not([style=''])")].map((e) => e.outerHTML.slice(0, 80)),
      links: [...document.querySelectorAll("a[href]")].map((a) => a.protocol).filter((p) => !["https:", "file:"].includes(p)),
      wide: document.documentElement.scrollWidth - innerWidth,
    };
  });
  if (!seen.selected.includes(seen.title)) complain(name, "its text cannot be selected");
  if (seen.hacked || seen.foreign.length) complain(name, `text became markup: ${seen.foreign}`);
  if (seen.links.length) complain(name, `links to ${seen.links}`);
  if (seen.wide > 0) complain(name, `is ${seen.wide} pixels wider than the screen`);
  if (name.startsWith("hostile") && !seen.selected.includes("<script>")) complain(name, "hostile text is not shown as text");
}

async function checkAccess(name, view, page) {
  await page.evaluate(axe); // not by an element of the page, which its policy forbids
  const found = await page.evaluate((values) => window.axe.run({ runOnly: { type: "tag", values } }), standards);
  for (const v of found.violations) {
    complain(`${name} ${view.name}`, `${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map((n) => n.html).join(" ")}`);
  }
}

// checkKeyboard walks over the page with the tab key: each stop must be visible.
async function checkKeyboard(name, page) {
  const stops = await page.evaluate(() => document.querySelectorAll("a[href], input, summary, [tabindex]").length);
  const reached = new Set();
  for (let i = 0; i < stops + 2; i++) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const e = document.activeElement;
      if (!e || e === document.body) return null;
      const box = e.getBoundingClientRect();
      return { what: e.tagName + (e.className || "") + (e.href || "") + e.textContent.slice(0, 20), shown: box.width > 0 && getComputedStyle(e).outlineStyle !== "none" };
    });
    if (!at) break;
    if (!at.shown) complain(name, `the focus on ${at.what} is not seen`);
    reached.add(at.what);
  }
  if (!reached.size) complain(name, "the keyboard reaches nothing");
  await page.keyboard.press("Shift+Tab");
}

// checkFilter chooses what to show, with the keyboard's means only.
async function checkFilter(name, page) {
  const shown = () => page.evaluate(() => [...document.querySelectorAll("tr.box")].filter((r) => r.getBoundingClientRect().height > 0).map((r) => r.className));
  const all = await shown();
  const radio = page.locator(".only-ask").first();
  if (!(await radio.count())) return;
  await radio.focus();
  await page.keyboard.press("Space");
  const asked = await shown();
  if (asked.some((c) => !c.includes("box-ask")) && (await page.locator("article").count()) === 1) complain(name, "the filter shows other boxes");
  await page.locator("input[type=radio]").first().check();
  if ((await shown()).length !== all.length) complain(name, "the filter cannot be undone");
}
