export const id = 359;
export const ids = [359];
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

/***/ 8359:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  readPromql: () => (/* binding */ readPromql)
});

// EXTERNAL MODULE: ./node_modules/@prometheus-io/lezer-promql/dist/index.es.js + 1 modules
var index_es = __webpack_require__(9266);
// EXTERNAL MODULE: ./.cache/build/grammar/brackets.js
var brackets = __webpack_require__(9620);
;// CONCATENATED MODULE: ./.cache/build/grammar/metricsql.js
/** Words with a bracket behind them that are no functions. */
const operators = new Set('by without on ignoring group_left group_right and or unless bool offset atan2 start end'.split(' '));
/** What MetricsQL has and PromQL has not. https://docs.victoriametrics.com/metricsql/ */
const signs = [
    /\b(with|default|if|ifnot|keep_metric_names|limit|prefix)\b/i,
    // Grafana's variables, durations in steps, and broken ones.
    /\$__/,
    /\d(\.\d+)?i\b/,
    /\d\.\d+(ms|[smhdwy])/i,
    // Numbers with a suffix, in another base, without digits behind the point.
    /\d([kgt]i?b?|mi?b|mi)\b/i,
    /\b0[xob]\w/i,
    /\d\.(?!\d)/,
    // Letters of every script and escaped ones, a comma before a closing bracket, several filters in one selector.
    /[^\x00-\x7f\s]/,
    /\\/,
    /,\s*[)\]}]/,
    /\{[^}]*\bor\b[^}]*\}/i,
    // A range behind an expression, one without a length, an empty union, strings that are added up.
    /\)\s*\[/,
    /\[\s*:/,
    /\(\s*\)/,
    /["'`]\s*\+|\+\s*["'`]/
];
/** Whether a query may be MetricsQL. `plain`: without the insides of its strings, without comments. */
function showsMetricsql(plain, isFunction) {
    return signs.some(sign => sign.test(plain)) || callsUnknown(plain, isFunction) || isUnion(plain);
}
function callsUnknown(plain, isFunction) {
    const calls = [...plain.matchAll(/([A-Za-z_][\w:.]*)\s*\(/g)].map(([, name = '']) => name);
    return calls.some(name => !operators.has(name.toLowerCase()) && !isFunction(name));
}
/** A list in brackets that belong to no name: `(a, b)`. */
function isUnion(plain) {
    const lists = [];
    for (const [index, letter] of plain.split('').entries()) {
        if (letter === '(')
            lists.push(!/[\w"'`)]\s*$/.test(plain.slice(0, index)));
        else if (letter === '[' || letter === '{')
            lists.push(false);
        else if (letter === ')' || letter === ']' || letter === '}')
            lists.pop();
        else if (letter === ',' && lists.at(-1) === true)
            return true;
    }
    return false;
}

// EXTERNAL MODULE: ./.cache/build/grammar/tree.js
var grammar_tree = __webpack_require__(1181);
;// CONCATENATED MODULE: ./.cache/build/grammar/units.js

/** What a metric's name says of its numbers. https://prometheus.io/docs/practices/naming/ */
const quantities = [
    [
        /_(milliseconds|millis|ms)$/,
        { name: 'milliseconds', words: new Set(['ms', 'none']), word: 'ms' }
    ],
    [/_seconds$/, { name: 'seconds', words: new Set(['s', 'none']), word: 's' }],
    [/_bytes$/, { name: 'bytes', words: new Set(['B', 'none']), word: 'B' }]
];
/**
 * A unit that cannot be right: a quantile of one histogram is in the unit that stands in its name. Of any
 * other query nothing is certain.
 */
function unitFault(whole, text, { unit }) {
    if (unit === undefined || whole.name !== 'FunctionCall')
        return undefined;
    if ((0,grammar_tree/* allOf */.bn)((0,grammar_tree/* children */.Y_)(whole)[0] ?? whole, 'HistogramQuantile').length === 0)
        return undefined;
    const names = (0,grammar_tree/* allOf */.bn)(whole, 'VectorSelector').map(selector => {
        const identifier = (0,grammar_tree/* children */.Y_)(selector).find(({ name }) => name === 'Identifier');
        return identifier === undefined ? '' : text.slice(identifier.from, identifier.to);
    });
    const [name = '', ...others] = [...new Set(names)];
    if (others.length > 0 || (0,grammar_tree/* allOf */.bn)(whole, 'BinaryExpr').length > 0)
        return undefined;
    const base = name.replace(/_bucket$/, '');
    const quantity = quantities.find(([suffix]) => suffix.test(base))?.[1];
    if (quantity === undefined || quantity.words.has(unit))
        return undefined;
    return {
        offset: whole.from,
        message: `The metric ${name} is in ${quantity.name}, and \`unit: ${unit}\` says otherwise. Write \`unit: ${quantity.word}\`; limits may be written in any unit.`
    };
}

;// CONCATENATED MODULE: ./.cache/build/grammar/promql.js





/**
 * Reads PromQL with the grammar of Prometheus' own editor. VictoriaMetrics takes more than PromQL, and an
 * endpoint does not say what it is: a query that shows signs of MetricsQL, or calls a function that the
 * grammar does not know, is held to its brackets and strings only.
 */
function readPromql(text, usage) {
    const { text: plain, fault } = (0,brackets/* bare */.$)(text, `"'\``);
    if (fault !== undefined)
        return (0,grammar_tree/* syntaxFault */.mf)('PromQL', text, fault);
    const tree = index_es/* parser */.K3D.parse(text);
    const found = (0,grammar_tree/* firstFault */.Rf)(tree, text);
    if (found !== undefined) {
        return showsMetricsql(plain, isFunction) ? undefined : (0,grammar_tree/* syntaxFault */.mf)('PromQL', text, found);
    }
    const whole = (0,grammar_tree/* children */.Y_)(tree.topNode).find(node => node.name !== 'LineComment');
    if (whole === undefined)
        return undefined;
    return (typeFault(whole) ?? (usage.as === 'events' ? rateFault(whole) : unitFault(whole, text, usage)));
}
const functions = new Map();
/** Whether the grammar knows a name as that of a function or an aggregation. */
function isFunction(name) {
    const known = functions.get(name);
    if (known !== undefined)
        return known;
    const call = (0,grammar_tree/* children */.Y_)(index_es/* parser */.K3D.parse(`${name}(x)`).topNode)[0]?.name;
    const is = call === 'FunctionCall' || call === 'AggregateExpr';
    functions.set(name, is);
    return is;
}
/** What no backend answers with a number per series; VictoriaMetrics takes a subquery for one. */
function typeFault(node) {
    const inner = unwrapped(node);
    if (inner.name === 'MatrixSelector' && (0,grammar_tree/* children */.Y_)(inner)[0]?.name === 'VectorSelector') {
        return {
            offset: inner.from,
            message: 'The query gives a range of samples per series, not a number. Put a function such as rate, increase or max_over_time around it.'
        };
    }
    if (inner.name !== 'StringLiteral')
        return undefined;
    return { offset: inner.from, message: 'The query is a string, not a number. Write a query.' };
}
const rates = new Set(['Rate', 'Irate', 'Deriv', 'Idelta']);
/** A rate is events per second: a count made of it is too small by the length of the window. */
function rateFault(node) {
    const core = summed(node);
    const [name] = core.name === 'FunctionCall' ? (0,grammar_tree/* children */.Y_)(core) : [];
    const called = name === undefined ? undefined : (0,grammar_tree/* children */.Y_)(name)[0]?.name;
    if (called === undefined || !rates.has(called))
        return undefined;
    return {
        offset: core.from,
        message: `${called.toLowerCase()}(…) is per second, and a count needs how many there were. Write increase(…[{{window}}]).`
    };
}
/** Through brackets, sums and `or vector(0)`: what is really counted. */
function summed(node) {
    const inner = unwrapped(node);
    if (inner.name === 'AggregateExpr') {
        const argument = argumentsOf(inner).at(-1);
        return argument === undefined ? inner : summed(argument);
    }
    if (inner.name !== 'BinaryExpr' || (0,grammar_tree/* allOf */.bn)(inner, 'Or').length === 0)
        return inner;
    const [left] = (0,grammar_tree/* children */.Y_)(inner);
    return left === undefined ? inner : summed(left);
}
function unwrapped(node) {
    const [inner] = ['ParenExpr', 'StepInvariantExpr', 'OffsetExpr'].includes(node.name)
        ? (0,grammar_tree/* children */.Y_)(node)
        : [];
    return inner === undefined ? node : unwrapped(inner);
}
function argumentsOf(call) {
    const body = (0,grammar_tree/* children */.Y_)(call).find(({ name }) => name === 'FunctionCallBody');
    return body === undefined ? [] : (0,grammar_tree/* children */.Y_)(body);
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
