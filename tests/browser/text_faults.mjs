// What a script can see of a page that reads badly: text that is cut off, that covers other text, or that is of the other
// language. Data are as people entered them: only what the console itself says is looked at for the language; a part that shows data in a heading says so by `data-entered`.

/** Runs in the page. Each fault as a line; none: an empty list. */
function faultsIn(english) {
    const rooms = new Map();
    /** The part of the page around an element that shows no more than fits it. */
    const roomOf = element => {
        if (!element || element === document.body) return null;
        if (!rooms.has(element)) {
            const {overflowX, overflowY} = getComputedStyle(element);
            const scrolls = [overflowX, overflowY].some(one => one !== 'visible');
            rooms.set(element, scrolls ? element : roomOf(element.parentElement));
        }
        return rooms.get(element);
    };
    /** What of a box is seen: what is scrolled out of its room is not there. */
    const seenPart = (box, element) => {
        let {left, top, right, bottom} = box;
        for (let room = roomOf(element); room; room = roomOf(room.parentElement)) {
            const around = room.getBoundingClientRect();
            [left, top] = [Math.max(left, around.left), Math.max(top, around.top)];
            [right, bottom] = [Math.min(right, around.right), Math.min(bottom, around.bottom)];
        }
        return {left, top, right, bottom, width: right - left, height: bottom - top};
    };
    const shown = element => {
        const box = seenPart(element.getBoundingClientRect(), element.parentElement);
        const head = element.closest('thead');
        if (head && getComputedStyle(head).clipPath !== 'none') return false; // for readers alone, where rows are cards
        const seen = element.checkVisibility({visibilityProperty: true}); // what is folded away is not
        return seen && box.width > 1 && box.height > 1 && !element.closest('.for-readers, .skip, [aria-hidden=true]');
    };
    const hasText = element => [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
    const told = element => `<${element.localName} class="${element.className}"> ${element.textContent.trim().slice(0, 60)}`;
    const texts = [...document.querySelectorAll('body *')].filter(element => hasText(element) && shown(element));
    const faults = [];

    // Cut off: what an element hides of its own text, and what leaves the window.
    for (const element of texts) {
        const style = getComputedStyle(element);
        const hides = ['hidden', 'clip'].includes(style.overflowX) && element.scrollWidth > element.clientWidth + 1;
        const hidesBelow = ['hidden', 'clip'].includes(style.overflowY) && element.scrollHeight > element.clientHeight + 2;
        if (style.display !== 'inline' && (hides || hidesBelow)) faults.push(`cut off: ${told(element)}`);
        if (!roomOf(element.parentElement) && element.getBoundingClientRect().right > document.documentElement.clientWidth + 1) faults.push(`leaves the window: ${told(element)}`);
    }

    // Covered: lines of two elements on the same place, of which neither holds the other.
    const lines = texts.flatMap(element => {
        const range = document.createRange();
        return [...element.childNodes].filter(node => node.nodeType === Node.TEXT_NODE && node.data.trim()).flatMap(node => {
            range.selectNodeContents(node);
            return [...range.getClientRects()].map(box => ({element, box: seenPart(box, element), high: box.height}));
        });
    }).filter(({box}) => box.width > 0 && box.height > 0);
    const floats = element => element.closest('.top, .el-popper, .choice-box, .el-overlay, .el-message');
    for (let i = 0; i < lines.length; ++i) {
        for (let j = i + 1; j < lines.length; ++j) {
            const [a, b] = [lines[i], lines[j]];
            if (a.element === b.element || floats(a.element) !== floats(b.element)) continue;
            const wide = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
            const high = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
            if (wide > 2 && high > 0.4 * Math.min(a.high, b.high)) faults.push(`covered: ${told(a.element)} | ${told(b.element)}`);
        }
    }

    // Of the other language: labels, headings, buttons; and keys of texts that were never filled in, in either.
    const own = 'nav a, nav h2, h1, h2, h3, label, legend, thead, button, .lead, .hint, .empty, .tag, dt, summary, figcaption';
    const han = /\p{Script=Han}/u;
    for (const element of document.querySelectorAll(own)) {
        const text = element.innerText ?? '';
        if (!shown(element) || element.closest('[lang]:not(html), [data-entered]')) continue;
        if (english && han.test(text)) faults.push(`not English: ${told(element)}`);
        if (/\{\d\}|\bundefined\b|\bnull\b|\[object|\b[a-z]+\.[a-z]+_[a-z_]+\b/.test(text)) faults.push(`not filled in: ${told(element)}`);
        if (!english && text.trim() && !han.test(text) && /[A-Za-z]{4,} [a-z]{3,}/.test(text)) faults.push(`not Chinese: ${told(element)}`);
    }
    return [...new Set(faults)];
}

/** The faults of a page in the language that it says it is in. */
export const ownTextFaults = async page => page.evaluate(faultsIn, (await page.locator('html').getAttribute('lang')) === 'en');
