export const id = 781;
export const ids = [781];
export const modules = {

/***/ 9620:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ bare)
/* harmony export */ });
const partners = { ')': '(', ']': '[', '}': '{' };
/**
 * Blanks strings and comments out, and finds what is wrong in every dialect: a string without an end, a
 * bracket without its partner.
 */
function bare(query, quotes) {
    const letters = [...query].flatMap(letter => letter.split(''));
    const open = [];
    for (let index = 0; index < letters.length; index += 1) {
        const letter = letters[index] ?? '';
        if (letter === '\\')
            index += 1;
        else if (letter === '#')
            index = blank(letters, index, endOfLine(letters, index));
        else if (quotes.includes(letter)) {
            const end = endOfString(letters, index);
            if (end === undefined)
                return { text: letters.join(''), fault: openString(letter, index) };
            index = blank(letters, index + 1, end);
        }
        else if ('([{'.includes(letter))
            open.push({ letter, at: index });
        else if (partners[letter] !== undefined) {
            const last = open.pop();
            if (last?.letter === partners[letter])
                continue;
            return { text: letters.join(''), fault: strayBracket(letter, index, last) };
        }
    }
    const unclosed = open.pop();
    const text = letters.join('');
    return unclosed === undefined ? { text } : { text, fault: openBracket(unclosed, text) };
}
/** Blanks [from, to); the index of what ended it. */
function blank(letters, from, to) {
    for (let index = from; index < to; index += 1)
        if (letters[index] !== '\n')
            letters[index] = ' ';
    return to;
}
function endOfLine(letters, from) {
    const end = letters.indexOf('\n', from);
    return end < 0 ? letters.length : end;
}
function endOfString(letters, from) {
    const quote = letters[from];
    for (let index = from + 1; index < letters.length; index += 1) {
        if (letters[index] === quote)
            return index;
        if (letters[index] === '\\' && quote !== '`')
            index += 1;
    }
    return undefined;
}
function openString(letter, offset) {
    return { offset, message: `the string that begins with ${letter} has no end` };
}
function strayBracket(letter, offset, open) {
    if (open === undefined)
        return { offset, message: `"${letter}" closes nothing` };
    return { offset, message: `"${letter}" stands where "${open.letter}" is still open` };
}
function openBracket({ letter, at }, text) {
    const inside = /\S*/.exec(text.slice(at + 1))?.[0].slice(0, 20) ?? '';
    return { offset: at, message: `"${letter}" before "${inside}" is never closed` };
}


/***/ }),

/***/ 3781:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readGraphite: () => (/* binding */ readGraphite)
/* harmony export */ });
/* harmony import */ var _brackets_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9620);
/* harmony import */ var _tree_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1181);


/** Graphite answers a target that does not parse with nothing, as if there were no such series. */
function readGraphite(text) {
    const { fault } = (0,_brackets_js__WEBPACK_IMPORTED_MODULE_0__/* .bare */ .$)(text, `"'`);
    if (fault !== undefined)
        return (0,_tree_js__WEBPACK_IMPORTED_MODULE_1__/* .syntaxFault */ .mf)('a target', text, fault);
    if (text.trim() !== '')
        return undefined;
    return (0,_tree_js__WEBPACK_IMPORTED_MODULE_1__/* .syntaxFault */ .mf)('a target', text, { offset: 0, message: 'it is empty' });
}


/***/ }),

/***/ 1181:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Rf: () => (/* binding */ firstFault),
/* harmony export */   Y_: () => (/* binding */ children),
/* harmony export */   bn: () => (/* binding */ allOf),
/* harmony export */   mf: () => (/* binding */ syntaxFault)
/* harmony export */ });
/** The first place that the grammar had to pass over. */
function firstFault(tree, text) {
    let at;
    tree.iterate({
        enter: node => {
            if (node.type.isError && (at === undefined || node.from < at))
                at = node.from;
        }
    });
    if (at === undefined)
        return undefined;
    const offset = at + (/^\s*/.exec(text.slice(at))?.[0].length ?? 0);
    const [word] = /^(\w+|.)/su.exec(text.slice(offset)) ?? [];
    if (text.trim() === '')
        return { offset: 0, message: 'it is empty' };
    if (word === undefined)
        return { offset: text.length, message: 'it ends too early' };
    return { offset, message: `${JSON.stringify(word)} is not expected here` };
}
function children(node) {
    const found = [];
    for (let child = node.firstChild; child !== null; child = child.nextSibling)
        found.push(child);
    return found;
}
/** The node itself and everything below it of one kind. */
function allOf(node, name) {
    const own = node.name === name ? [node] : [];
    return [...own, ...children(node).flatMap(child => allOf(child, name))];
}
/** A fault of syntax as a sentence: where, near what, and what is wrong. */
function syntaxFault(language, text, { offset, message }) {
    const from = Math.max(0, offset - 20);
    const before = text.slice(from, offset);
    const after = text.slice(offset, offset + 20);
    const near = `${from > 0 ? '…' : ''}${before}⟨here⟩${after}${offset + 20 < text.length ? '…' : ''}`;
    const place = `at character ${offset + 1}`;
    return {
        offset,
        message: `This is not ${language}: ${place}, ${message}: \`${near.replace(/\s+/g, ' ').replaceAll('`', "'")}\`.`
    };
}


/***/ })

};
