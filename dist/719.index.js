export const id = 719;
export const ids = [719];
export const modules = {

/***/ 2320:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  U: () => (/* binding */ fit)
});

// EXTERNAL MODULE: ./node_modules/mdast-util-gfm/lib/index.js + 6 modules
var lib = __webpack_require__(5618);
// EXTERNAL MODULE: ./node_modules/mdast-util-to-markdown/lib/index.js + 14 modules
var mdast_util_to_markdown_lib = __webpack_require__(9059);
// EXTERNAL MODULE: ./.cache/build/report/escape.js
var report_escape = __webpack_require__(5187);
;// CONCATENATED MODULE: ./.cache/build/report/mermaid.js
/** Each bar has its label; more labels than this run into each other at the width of a comment. */
const MOST_BARS = 20;
/** Longer stretches are labelled in hours. */
const LONGEST_IN_MINUTES = 240;
/** Blue bars and a red limit: readable on GitHub's light and its dark page. */
const LOOK = '%%{init: {"xyChart": {"width": 860, "height": 260}, "themeVariables": {"xyChart": {"backgroundColor": "transparent", "plotColorPalette": "#4493f8, #cf222e"}}}}%%';
/**
 * A Mermaid `xychart-beta` of one check: its values as bars over the minutes of the deploy, its limit as
 * a line. Holds numbers and our own words only, so there is nothing to escape. GitHub's Mermaid lags:
 * no newer chart type, no legend, no gaps; a stretch without a value has no bar.
 */
function mermaid(chart) {
    const [start, end] = spanOf(chart);
    const bars = barsOf(chart, start, end);
    const limits = chart.limit === undefined ? [] : [chart.limit];
    const top = Math.max(...bars, ...limits, 0);
    const bottom = Math.min(...bars, ...limits, 0);
    const room = (top - bottom || 1) * 0.08;
    const unit = end - start > LONGEST_IN_MINUTES ? 'hours' : 'minutes';
    const labels = labelsOf(start, end, bars.length, unit === 'hours' ? 60 : 1);
    return [
        LOOK,
        'xychart-beta',
        `  x-axis "${unit} from the start of the bake" [${labels.join(', ')}]`,
        `  y-axis "${chart.axis}" ${plain(bottom < 0 ? bottom - room : 0)} --> ${plain(top + room)}`,
        `  bar [${bars.map(plain).join(', ')}]`,
        ...limits.map(limit => `  line [${bars.map(() => plain(limit)).join(', ')}]`)
    ].join('\n');
}
/** In minutes from the start of the bake. */
function spanOf({ points, before, bake }) {
    const start = Math.min(points[0]?.minute ?? 0, before?.start ?? 0, 0);
    return [start, Math.max(points.at(-1)?.minute ?? 0, bake.end)];
}
/** Equal stretches of time, each with the value that stands out most in it, so that no peak is lost. */
function barsOf(chart, start, end) {
    const count = Math.max(1, Math.min(MOST_BARS, chart.points.length));
    const width = (end - start) / count;
    const bars = Array.from({ length: count }, () => 0);
    for (const { minute, value } of chart.points) {
        const index = Math.min(count - 1, Math.max(0, Math.ceil((minute - start) / width) - 1));
        if (Math.abs(value) > Math.abs(bars[index] ?? 0))
            bars[index] = value;
    }
    return bars;
}
/** The end of each stretch, in as few digits as keep the labels apart: Mermaid merges equal ones. */
function labelsOf(start, end, count, size) {
    const ends = Array.from({ length: count }, (_, index) => (start + ((index + 1) * (end - start)) / count) / size);
    for (const digits of [0, 1, 2]) {
        const labels = ends.map(value => value.toFixed(digits).replace(/^-(?=0(?:\.0+)?$)/, ''));
        if (new Set(labels).size === count)
            return labels.map(label => `"${label}"`);
    }
    return ends.map((_, index) => `"${index + 1}"`);
}
/** A number as Mermaid reads it: no exponent, no typography. */
function plain(value) {
    if (!Number.isFinite(value))
        return '0';
    const size = Math.abs(value);
    const digits = size === 0 ? 0 : Math.min(20, Math.max(0, 3 - Math.floor(Math.log10(size))));
    const text = value.toFixed(digits);
    return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

// EXTERNAL MODULE: ./.cache/build/report/document.js
var report_document = __webpack_require__(7505);
;// CONCATENATED MODULE: ./.cache/build/report/markdown.js





/**
 * Writes blocks as GitHub Markdown. The comment is a tree (mdast) until the last step, so escaping is
 * the serialiser's, and text from outside stands in code spans and fences only: GitHub reads no mention,
 * reference, link or image under `code` and `pre`. HTML comes from the constants below alone.
 */
function renderMarkdown(blocks) {
    const children = blocks.flatMap(toNodes);
    if (children.length === 0)
        return '';
    return (0,mdast_util_to_markdown_lib/* toMarkdown */.l)({ type: 'root', children }, OPTIONS);
}
const OPTIONS = {
    bullet: '-',
    emphasis: '_',
    rule: '-',
    listItemIndent: 'one',
    fences: true,
    extensions: [(0,lib/* gfmToMarkdown */.H)({ tablePipeAlign: false })]
};
function toNodes(block) {
    switch (block.kind) {
        case 'paragraph':
            return [{ type: 'paragraph', children: toPhrasing(block.phrase) }];
        case 'list':
            return [toList(block.items)];
        case 'table':
            return [toTable(block)];
        case 'fence':
            return [{ type: 'code', lang: 'text', value: (0,report_document/* fenceText */.N8)(block.text) }];
        case 'chart':
            return [{ type: 'code', lang: 'mermaid', value: mermaid(block.chart) }];
        case 'details':
            return toDetails(block.summary, block.blocks);
    }
}
/** The serialiser sets a blank line between blocks; without one GitHub would read the content as HTML. */
function toDetails(summary, blocks) {
    return [
        { type: 'html', value: `<details>\n<summary>${(0,report_escape/* escapeHtml */.Z)(summary)}</summary>` },
        ...blocks.flatMap(toNodes),
        { type: 'html', value: '</details>' }
    ];
}
function toList(items) {
    return {
        type: 'list',
        spread: false,
        children: items.map(item => ({
            type: 'listItem',
            children: [{ type: 'paragraph', children: toPhrasing(item) }]
        }))
    };
}
function toTable(table) {
    return {
        type: 'table',
        align: [...table.align],
        children: [toRow(table.head), ...table.rows.map(toRow)]
    };
}
function toRow(cells) {
    return {
        type: 'tableRow',
        children: cells.map(cell => ({ type: 'tableCell', children: toPhrasing(cell) }))
    };
}
function toPhrasing(phrase) {
    return phrase.flatMap(toInline).flatMap(keepApart);
}
/** Two code spans side by side would read as one: the back-ticks between them run together. */
function keepApart(node, index, all) {
    const touches = node.type === 'inlineCode' && all[index - 1]?.type === 'inlineCode';
    return touches ? [{ type: 'text', value: ' ' }, node] : [node];
}
function toInline(inline) {
    if (typeof inline === 'string')
        return [{ type: 'text', value: inline }];
    switch (inline.kind) {
        case 'code':
            return [{ type: 'inlineCode', value: (0,report_document/* codeText */.ph)(inline.text, inline.limit) }];
        case 'prose':
            return toProse(inline.text);
        case 'strong':
            return [{ type: 'strong', children: toPhrasing(inline.phrase) }];
        case 'break':
            return [{ type: 'html', value: '<br>' }];
        case 'link':
            return toLink(inline.label, inline.url);
    }
}
function toProse(text) {
    return (0,report_document/* splitProse */.eN)(text).map(piece => piece.safe
        ? { type: 'text', value: piece.text }
        : { type: 'inlineCode', value: (0,report_document/* codeText */.ph)(piece.text) });
}
/** A label from the configuration is outside text too, so it is prose also inside the link. */
function toLink(label, url) {
    const href = (0,report_document/* linkable */.Lj)(url);
    const children = toProse(label).flatMap(keepApart);
    return href === undefined ? children : [{ type: 'link', url: href, children }];
}

;// CONCATENATED MODULE: ./.cache/build/report/budget.js

/**
 * Markdown of the sections in at most `limit` characters. The sections with the highest rank are
 * shortened first, each from its end and by whole lines; fences and `<details>` that were open are
 * closed, and the lines left out are counted in the text.
 */
function fit(sections, limit) {
    const parts = sections.map(({ rank, blocks }) => ({
        rank,
        text: renderMarkdown(blocks).trimEnd()
    }));
    const order = [...parts].filter(({ rank }) => rank > 0).sort((a, b) => b.rank - a.rank);
    for (const part of order) {
        const excess = join(parts.map(({ text }) => text)).length - limit;
        if (excess <= 0)
            break;
        part.text = shorten(part.text, part.text.length - excess);
    }
    return join(parts.map(({ text }) => text));
}
function join(texts) {
    return `${texts.filter(text => text !== '').join('\n\n')}\n`;
}
/**
 * The longest beginning in whole lines that fits together with what closes it and the note. Our Markdown
 * never breaks a paragraph, an item or a table row over lines, so any line may be the last.
 */
function shorten(text, room) {
    const lines = text.split('\n');
    let kept = 0;
    let ending = '';
    let size = 0;
    let open = { fence: '', details: false };
    for (const [index, line] of lines.entries()) {
        size += line.length + 1;
        if (size > room)
            break;
        open = after(open, line);
        const end = endingOf(open, lines.length - index - 1);
        // A details element without its summary would be labelled by the browser.
        if (line === '<details>' || size + end.length > room)
            continue;
        kept = index + 1;
        ending = end;
    }
    if (kept > 0)
        return lines.slice(0, kept).join('\n') + ending;
    const note = noteOf(lines.length);
    return note.length <= room ? note : '';
}
function after(open, line) {
    if (open.fence !== '')
        return line === open.fence ? { ...open, fence: '' } : open;
    const fence = /^`{3,}/.exec(line)?.[0];
    if (fence !== undefined)
        return { ...open, fence };
    if (line === '<details>')
        return { ...open, details: true };
    return line === '</details>' ? { ...open, details: false } : open;
}
function endingOf({ fence, details }, omitted) {
    const closings = [fence === '' ? '' : `\n${fence}`, details ? '\n\n</details>' : ''];
    return `${closings.join('')}\n\n${noteOf(omitted)}`;
}
function noteOf(omitted) {
    return `… ${omitted} lines omitted here; report.html has the whole report.`;
}


/***/ }),

/***/ 5187:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ escapeHtml)
/* harmony export */ });
/** Text for an HTML element or a quoted attribute. */
function escapeHtml(text) {
    return text.replace(/[&<>"'`]/g, character => `&#${character.charCodeAt(0)};`);
}


/***/ }),

/***/ 1958:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  q7: () => (/* binding */ minimalOutline),
  rj: () => (/* binding */ outline)
});

// UNUSED EXPORTS: KEPT

// EXTERNAL MODULE: ./.cache/build/report/document.js
var report_document = __webpack_require__(7505);
// EXTERNAL MODULE: ./.cache/build/report/changes.js
var changes = __webpack_require__(1259);
// EXTERNAL MODULE: ./.cache/build/report/carrier.js
var carrier = __webpack_require__(2970);
// EXTERNAL MODULE: ./.cache/build/report/numbers.js
var numbers = __webpack_require__(5768);
;// CONCATENATED MODULE: ./.cache/build/report/explore.js


/**
 * Links that open a check's exact query over the judged window: Grafana Explore, Kibana's Discover, that of
 * OpenSearch Dashboards and Honeycomb, where `report.links` names one of them. Only the path and the query behind the
 * configured address are written here, and of them every character that is no letter or digit is encoded:
 * a query cannot lead anywhere else. Formats: Grafana `schemaVersion=1` with `panes` (10 and newer), rison
 * in `_g` and `_a` (Kibana 7.11 and newer), `_q` (OpenSearch Dashboards 2.10 and newer).
 */
function exploreLinks(check, { links, frame }) {
    if (frame === undefined)
        return [];
    return check.queries.flatMap(({ name, text }) => Object.entries(links).flatMap(([place, address]) => {
        const query = { text, check, window: frame.bake, place, address };
        const url = URL.canParse(address) ? EXPLORERS.get(place.toLowerCase())?.(query) : undefined;
        if (url === undefined)
            return [];
        const subject = check.queries.length === 1 ? '' : `${name} `;
        return [[(0,report_document/* link */.nf)(`Open ${subject}in ${place}`, url), ' (', (0,report_document/* code */.aY)(new URL(url).host), ')']];
    }));
}
const EXPLORERS = new Map([
    ['grafana', grafanaExplore],
    ['kibana', discover],
    ['opensearch-dashboards', discover],
    ['honeycomb', honeycombQuery]
]);
/** Grafana's name for what a provider asks, and what a query of it looks like there. */
const DATA_SOURCES = new Map([
    ['prometheus', { type: 'prometheus', more: { range: true, instant: false } }],
    ['loki', { type: 'loki', more: { queryType: 'range' } }],
    ['victorialogs', { type: 'victoriametrics-logs-datasource', more: { queryType: 'instant' } }]
]);
/**
 * The data source is the one that the address names for the endpoint (`?metrics=UID`), else one that is
 * called like the provider. Grafana takes its default where there is none of that name.
 */
function grafanaExplore({ text, check, window, address }) {
    const source = DATA_SOURCES.get(check.provider);
    if (source === undefined)
        return undefined;
    const base = new URL(address);
    const uid = base.searchParams.get(check.endpoint) ?? check.provider;
    const datasource = { type: source.type, uid };
    const query = { refId: 'A', expr: text, editorMode: 'code', datasource, ...source.more };
    const range = { from: String(window.start), to: String(window.end) };
    const panes = JSON.stringify({ bkg: { datasource: uid, queries: [query], range } });
    const organisation = /^\d{1,9}$/.exec(base.searchParams.get('orgId') ?? '')?.[0];
    return [
        `${rootOf(base, /\/(?:d|d-solo|explore|dashboards?|a|goto)(?:\/.*)?$/)}/explore?schemaVersion=1`,
        ...(organisation === undefined ? [] : [`orgId=${organisation}`]),
        `panes=${encode(panes)}`
    ].join('&');
}
/** Discover's own data view (index pattern) is used where the address names none for the endpoint. */
function discover({ text, check, window, place, address }) {
    // A query in JSON is no text that stands in a search bar.
    if (check.provider !== 'elasticsearch' || /^\s*\{/.test(text))
        return undefined;
    const base = new URL(address);
    const view = base.searchParams.get(check.endpoint);
    const root = rootOf(base, /\/app(?:\/.*)?$/);
    const [from, to] = [window.start, window.end].map(at => rison((0,numbers/* isoInstant */.j2)(at) ?? 'now'));
    const global = `(time:(from:${from},to:${to}))`;
    const query = `query:(language:lucene,query:${rison(text)})`;
    if (place.toLowerCase() === 'kibana' && !/\/_dashboards(?:\/|$)/.test(base.pathname)) {
        const index = view === null ? '' : `index:${rison(view)},`;
        return `${root}/app/discover#/?_g=${encode(global)}&_a=${encode(`(${index}${query})`)}`;
    }
    const pattern = view === null ? '' : `indexPattern:${rison(view)},`;
    const state = `(discover:(columns:!(_source),isDirty:!f,sort:!()),metadata:(${pattern}view:discover))`;
    const parts = [
        `_a=${encode(state)}`,
        `_g=${encode(global)}`,
        `_q=${encode(`(filters:!(),${query})`)}`
    ];
    return `${root}/app/data-explorer/discover#?${parts.join('&')}`;
}
/**
 * The specification with its window, as a template link has it: https://docs.honeycomb.io/api/query-template-links.
 * The dataset is the one that the address names for the endpoint (`?spans=shop`), else the one in its path.
 */
function honeycombQuery({ text, check, window, address }) {
    const spec = check.provider === 'honeycomb' ? specIn(text) : undefined;
    if (spec === undefined)
        return undefined;
    const base = new URL(address);
    const named = base.searchParams.get(check.endpoint);
    const dataset = named ?? /\/datasets\/([\w.~-]+)/.exec(base.pathname)?.[1];
    const root = rootOf(base, /\/datasets(?:\/.*)?$/);
    const [start, end] = [window.start, window.end].map(at => Math.round(at / 1000));
    const query = JSON.stringify({ ...spec, start_time: start, end_time: end });
    const place = dataset === undefined ? '' : `/datasets/${encode(dataset)}`;
    return `${root}${place}?query=${encode(query)}`;
}
function specIn(text) {
    try {
        const value = JSON.parse(text);
        return typeof value === 'object' && value !== null ? value : undefined;
    }
    catch {
        return undefined;
    }
}
/** Origin and path of an address up to the page that it names: a dashboard, an app. */
function rootOf({ origin, pathname }, page) {
    return `${origin}${pathname.replace(page, '').replace(/\/+$/, '')}`;
}
/** A text in rison: https://github.com/Nanonid/rison. `!` and `'` end or escape it, nothing else does. */
function rison(text) {
    return `'${text.replace(/[!']/g, '!$&')}'`;
}
/** For a query or a fragment: letters, digits and `-._~` stay. A lone surrogate has no encoding. */
function encode(text) {
    return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd')).replace(/[!'()*]/g, character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

// EXTERNAL MODULE: ./.cache/build/report/table.js
var table = __webpack_require__(5822);
// EXTERNAL MODULE: ./.cache/build/report/headline.js
var headline = __webpack_require__(7256);
// EXTERNAL MODULE: ./.cache/build/report/words.js
var words = __webpack_require__(6243);
;// CONCATENATED MODULE: ./.cache/build/report/timeline.js




/** One line on the rollback; empty where there is nothing to say of one. */
function rollbackLine({ rollback, dryRun }) {
    if (rollback.status === 'none' && (rollback.target === undefined || !dryRun))
        return [];
    const run = rollback.runUrl === undefined ? [] : [' ', (0,report_document/* link */.nf)('Rollback run', rollback.runUrl), '.'];
    const text = rollback.sentence === '' ? targetPhrase(rollback, dryRun) : [(0,report_document/* prose */.CS)(rollback.sentence)];
    return [(0,report_document/* paragraph */.FY)((0,report_document/* strong */.ko)('Rollback'), ': ', ...text, ...run)];
}
function targetPhrase({ target, status }, dryRun) {
    if (target === undefined)
        return [status];
    return [dryRun ? 'would go to ' : `${status}, to `, (0,report_document/* code */.aY)(target.tag), ': ', (0,report_document/* prose */.CS)(target.why)];
}
/** What happened when, where more happened than a bake that went well. */
function timelineSection(outcome) {
    const eventful = outcome.verdict === 'fail' || outcome.rollback.dispatchedAt !== undefined;
    const events = eventful ? eventsOf(outcome) : [];
    if (events.length < 2)
        return [];
    return [
        (0,report_document/* paragraph */.FY)((0,report_document/* strong */.ko)('Timeline'), ' (UTC)'),
        {
            kind: 'table',
            head: [['Time'], ['Since the deploy'], ['What happened']],
            align: ['left', 'right', 'left'],
            rows: events.map(event => [
                [(0,numbers/* formatClock */.ei)(event.at)],
                [sinceDeploy(event.at - outcome.deploy.deployedAt)],
                event.what
            ])
        },
        // A verification's own table says it already.
        ...(outcome.mode === 'verify' ? [] : recoveryChecks(outcome.rollback))
    ];
}
/** The releases that were not chosen, with the reason. */
function rejectedSection({ rollback }) {
    if (rollback.rejected.length === 0)
        return [];
    const chosen = rollback.target === undefined
        ? []
        : [['chosen: ', (0,report_document/* code */.aY)(rollback.target.tag), ' ', (0,report_document/* prose */.CS)(rollback.target.why)]];
    const items = rollback.rejected.map(({ tag, sha, why }) => [
        'not ',
        (0,report_document/* code */.aY)(tag),
        ' (',
        (0,report_document/* code */.aY)(sha.slice(0, 12)),
        '): ',
        (0,report_document/* prose */.CS)(why)
    ]);
    return [
        {
            kind: 'details',
            summary: `How the rollback target was found (${rollback.rejected.length} not chosen)`,
            blocks: [{ kind: 'list', items: [...chosen, ...items] }]
        }
    ];
}
function eventsOf(outcome) {
    const { deploy, frame, rollback } = outcome;
    const events = [
        at(deploy.startedAt, 'the rollout began'),
        at(deploy.deployedAt, 'deployed: ', (0,report_document/* code */.aY)(deploy.version)),
        frame === undefined ? undefined : at(frame.bake.start, 'judged from here on'),
        ...breaches(outcome),
        at(rollback.dispatchedAt, 'rollback dispatched', ...targetOf(rollback)),
        at(rollback.startedAt, 'rollback run started'),
        at(rollback.completedAt, 'rollback run ended'),
        at(outcome.at, lastWords(outcome))
    ];
    return events
        .filter(event => event !== undefined)
        .filter((event, index, all) => index === 0 || !same(event, all[index - 1]))
        .sort((left, right) => left.at - right.at);
}
const MOST_BREACHES = 10;
function breaches({ analysis }) {
    return (analysis?.judgements ?? [])
        .filter(judgement => judgement.verdict === 'fail' && judgement.firstBreach !== undefined)
        .sort((left, right) => (left.firstBreach ?? 0) - (right.firstBreach ?? 0))
        .slice(0, MOST_BREACHES)
        .map(judgement => at(judgement.firstBreach, 'first breach: ', (0,report_document/* named */.KT)(judgement.check)));
}
function at(instant, ...what) {
    return instant === undefined ? undefined : { at: instant, what };
}
/** Two entries of one text at one time say one thing. */
function same(event, other) {
    return other?.at === event.at && JSON.stringify(other.what) === JSON.stringify(event.what);
}
function targetOf({ target }) {
    return target === undefined ? [] : [' to ', (0,report_document/* code */.aY)(target.tag)];
}
function lastWords(outcome) {
    const { rollback, verdict } = outcome;
    if ((0,headline/* running */.yk)(outcome) !== undefined)
        return 'this report was written';
    return rollback.recovery === 'none' ? `verdict: ${verdict}` : words/* RECOVERY_WORDS */.gT[rollback.recovery];
}
function sinceDeploy(milliseconds) {
    if (milliseconds === 0)
        return '0\u00a0s';
    const sign = milliseconds < 0 ? '−' : '+';
    return `${sign}${(0,numbers/* formatDuration */.a3)(Math.abs(milliseconds))}`;
}
/** The second analysis, check by check. */
function recoveryChecks({ recoveryAnalysis }) {
    if (recoveryAnalysis === undefined)
        return [];
    const items = recoveryAnalysis.judgements.map((judgement) => [
        `${words/* VERDICT_ICONS */.n_[judgement.verdict]} `,
        (0,report_document/* strong */.ko)((0,report_document/* named */.KT)(judgement.check)),
        ': ',
        (0,report_document/* prose */.CS)(judgement.sentence)
    ]);
    return items.length === 0
        ? []
        : [(0,report_document/* paragraph */.FY)((0,report_document/* strong */.ko)('After the rollback')), { kind: 'list', items }];
}
/** `14:05 to 14:20 UTC` with the day where the two are not of one day. */
function span(start, end) {
    const first = (0,numbers/* formatInstant */.r4)(start);
    const last = (0,numbers/* formatInstant */.r4)(end);
    const day = first.slice(0, 10);
    const lastDay = last.slice(0, 10) === day ? '' : `${last.slice(0, 10)} `;
    return `${day} ${(0,numbers/* formatClock */.ei)(start)} to ${lastDay}${(0,numbers/* formatClock */.ei)(end)} UTC`;
}

// EXTERNAL MODULE: ./.cache/build/report/trend.js
var trend = __webpack_require__(7005);
;// CONCATENATED MODULE: ./.cache/build/report/details.js








/** More charts than this in a comment help nobody; report.html has them all. */
const MOST_CHARTS = 5;
/** Charts of the failing checks; of the inconclusive ones where nothing failed. */
function trendsSection(outcome) {
    const wanted = outcome.analysis?.judgements.some(({ verdict }) => verdict === 'fail')
        ? 'fail'
        : 'inconclusive';
    const blocks = trendBlocks(outcome, ({ verdict }) => verdict === wanted, MOST_CHARTS);
    if (blocks.length === 0)
        return [];
    const charts = blocks.filter(({ kind }) => kind === 'chart').length;
    return [{ kind: 'details', summary: charts === 1 ? 'Chart' : `Charts (${charts})`, blocks }];
}
/** The charts of the checks that are wanted, each under its name, worst first. */
function trendBlocks(outcome, wanted, most = Infinity) {
    const { frame, evidence } = outcome;
    if (frame === undefined)
        return [];
    const drawn = (0,table/* worstFirst */.md)(outcome).filter(wanted).slice(0, most);
    return drawn.flatMap((judgement) => {
        const found = evidence.get(judgement.check);
        const chart = found === undefined ? undefined : (0,trend/* chartOf */.IS)(judgement, found, frame);
        if (chart === undefined)
            return [];
        return [
            (0,report_document/* paragraph */.FY)((0,report_document/* strong */.ko)((0,report_document/* named */.KT)(judgement.check)), ...(0,carrier/* seriesPhrase */.V)(judgement)),
            { kind: 'chart', chart }
        ];
    });
}
/** What was asked of whom: query, window, endpoint, and the figures behind the verdict. */
function queriesSection(outcome) {
    if (outcome.checks.length === 0)
        return [];
    const judgements = new Map(outcome.analysis?.judgements.map(one => [one.check, one]));
    return [
        {
            kind: 'details',
            summary: `Queries, windows and figures of ${outcome.checks.length} ${outcome.checks.length === 1 ? 'check' : 'checks'}`,
            blocks: [
                ...windows(outcome),
                ...outcome.checks.flatMap(check => checkBlocks(check, judgements.get(check.name), outcome.evidence.get(check.name), exploreLinks(check, outcome)))
            ]
        }
    ];
}
/** Which looks got no answer, and why. */
function unansweredSection(outcome) {
    const judgements = (0,table/* worstFirst */.md)(outcome).filter(({ failures }) => failures.length > 0);
    if (judgements.length === 0)
        return [];
    const items = judgements.flatMap(({ check, looks, failures }) => failures.map((failure) => [
        (0,report_document/* strong */.ko)((0,report_document/* named */.KT)(check)),
        `: ${failure.looks} of ${looks.planned} looks: ${words/* LOOK_WORDS */.o5[failure.code]}`,
        ...(failure.message === undefined ? [] : ['; ', (0,report_document/* prose */.CS)(failure.message)])
    ]));
    return [
        {
            kind: 'details',
            summary: 'Looks without an answer',
            blocks: [{ kind: 'list', items }]
        }
    ];
}
function windows({ frame }) {
    if (frame === undefined)
        return [];
    return [
        {
            kind: 'list',
            items: [
                [`Before: ${span(frame.baseline.start, frame.baseline.end)}`],
                [`Judged: ${span(frame.bake.start, frame.bake.end)}`],
                [`History: ${span(frame.history.start, frame.history.end)}`],
                ...(frame.leftOut ?? []).map(({ start, end }) => [
                    `Left out, since a release was live that failed its own bake: ${span(start, end)}`
                ])
            ]
        }
    ];
}
function checkBlocks(check, judgement, evidence, links) {
    const blocks = [
        (0,report_document/* paragraph */.FY)((0,report_document/* strong */.ko)((0,report_document/* named */.KT)(check.name)), ` · ${check.kind} · endpoint `, (0,report_document/* code */.aY)(check.endpoint), ' (', (0,report_document/* code */.aY)(check.provider), ', ', (0,report_document/* code */.aY)(check.host), ')')
    ];
    const figures = [
        ...(judgement === undefined ? [] : figuresOf(judgement)),
        ...(evidence === undefined ? [] : remarksOf(evidence))
    ];
    if (figures.length > 0)
        blocks.push({ kind: 'list', items: figures });
    if (check.queries.length > 0) {
        const one = check.queries.length === 1;
        const texts = check.queries.map(({ name, text }) => (one ? text : `# ${name}\n${text}`));
        blocks.push((0,report_document/* fence */.EU)(texts.join('\n\n')));
    }
    if (links.length > 0) {
        blocks.push((0,report_document/* paragraph */.FY)(...links.flatMap((one, index) => (index === 0 ? one : [' · ', ...one]))));
    }
    return blocks;
}
/** The numbers by which the verdict can be checked again. */
function figuresOf(judgement) {
    const { effect, counts, chance, placebo, seriesCount, looks, unit } = judgement;
    const figures = [[`${looks.answered} looks answered, ${looks.planned} planned`]];
    if (effect !== undefined)
        figures.push([effectText(effect, unit)]);
    if (counts?.expected !== undefined) {
        figures.push([
            `${(0,numbers/* formatCount */.B4)(counts.bad)} bad events, ${(0,numbers/* formatNumber */.ZV)(counts.expected)} expected at the rate of before`
        ]);
    }
    if (chance !== undefined) {
        figures.push([`chance of so much when nothing changed: ${(0,numbers/* formatChance */.ge)(chance)}`]);
    }
    if (placebo !== undefined) {
        figures.push([
            `checked against ${(0,numbers/* formatCount */.B4)(placebo.windows)} past windows; ${(0,numbers/* formatCount */.B4)(placebo.alarmed)} would have alarmed`
        ]);
    }
    if (seriesCount > 1) {
        figures.push([`worst of ${(0,numbers/* formatCount */.B4)(seriesCount)} series`, ...(0,carrier/* seriesPhrase */.V)(judgement)]);
    }
    return figures;
}
const MOST_NOTES = 5;
/** What happened on the way to the evidence: repeated requests, an unknown past, the backend's own words. */
function remarksOf({ looks, pastFailure, scanned, notes }) {
    const retries = looks.reduce((sum, look) => sum + look.retries, 0);
    const remarks = [];
    if (retries > 0)
        remarks.push([`requests repeated: ${(0,numbers/* formatCount */.B4)(retries)}`]);
    if (scanned !== undefined)
        remarks.push([`the backend looked at ${(0,numbers/* formatCount */.B4)(scanned)} rows`]);
    if (pastFailure !== undefined) {
        remarks.push([
            `the past is unknown: ${words/* LOOK_WORDS */.o5[pastFailure.code]}; `,
            (0,report_document/* prose */.CS)(pastFailure.message)
        ]);
    }
    return [...remarks, ...notes.slice(0, MOST_NOTES).map(note => ['backend: ', (0,report_document/* prose */.CS)(note)])];
}
function effectText({ as, value, low, high }, unit) {
    const told = (size) => as === 'ratio' ? `×${(0,numbers/* formatNumber */.ZV)(size)}` : `${size > 0 ? '+' : ''}${(0,numbers/* formatValue */.Fl)(size, unit)}`;
    const interval = low === undefined || high === undefined ? '' : ` (between ${told(low)} and ${told(high)})`;
    return `change ${told(value)}${interval}`;
}

;// CONCATENATED MODULE: ./.cache/build/report/footer.js



/** Where it comes from and where to look further. */
function footer(outcome) {
    const { deploy, frame, runUrl, runAttempt } = outcome;
    const attempt = runAttempt > 1 ? ` (attempt ${runAttempt})` : '';
    const parts = [
        [(0,report_document/* link */.nf)('This run', runUrl), attempt],
        ...linksOf(outcome),
        ['commit ', (0,report_document/* code */.aY)(deploy.sha.slice(0, 12))]
    ];
    if (frame !== undefined) {
        const { start, end } = frame.bake;
        parts.push([`bake ${span(start, end)} (${(0,numbers/* formatDuration */.a3)(end - start)})`]);
    }
    return [(0,report_document/* paragraph */.FY)(...parts.flatMap((part, index) => (index === 0 ? part : [' · ', ...part])))];
}
/** A configured link shows its host: its label could claim anything. */
function linksOf({ links }) {
    return Object.entries(links).flatMap(([label, url]) => {
        const href = (0,report_document/* linkable */.Lj)(url);
        return href === undefined ? [] : [[(0,report_document/* link */.nf)(label, href), ' (', (0,report_document/* code */.aY)(new URL(href).host), ')']];
    });
}

// EXTERNAL MODULE: ./.cache/build/report/next-steps.js
var next_steps = __webpack_require__(2979);
// EXTERNAL MODULE: ./.cache/build/report/signatures.js
var signatures = __webpack_require__(307);
;// CONCATENATED MODULE: ./.cache/build/report/outline.js









/** Never shortened. */
const KEPT = 0;
/**
 * The whole report in reading order. The comment, the job summary and report.html are made of it; a page
 * has room for the charts of all checks.
 */
function outline(outcome, charts = 'failing') {
    const sections = [
        { rank: KEPT, blocks: opening(outcome) },
        { rank: 1, blocks: steps(outcome) },
        { rank: 2, blocks: problems(outcome) },
        { rank: 3, blocks: (0,table/* checkTable */.Dv)(outcome) },
        { rank: 5, blocks: (0,signatures/* signaturesSection */.L)(outcome) },
        { rank: 4, blocks: (0,changes/* suspectsSection */.yn)(outcome) },
        {
            rank: 9,
            blocks: charts === 'all' ? trendBlocks(outcome, () => true) : trendsSection(outcome)
        },
        { rank: 4, blocks: timelineSection(outcome) },
        { rank: 8, blocks: (0,changes/* changesSection */.Hv)(outcome) },
        { rank: 8, blocks: rejectedSection(outcome) },
        { rank: 7, blocks: unansweredSection(outcome) },
        { rank: 6, blocks: warnings(outcome) },
        { rank: 10, blocks: queriesSection(outcome) },
        { rank: KEPT, blocks: footer(outcome) }
    ];
    return sections.filter(section => section.blocks.length > 0);
}
/** The parts that are always there: what a comment falls back to when GitHub refuses the whole one. */
function minimalOutline(outcome) {
    return outline(outcome).filter(section => section.rank <= 1);
}
function opening(outcome) {
    const blocks = [(0,report_document/* paragraph */.FY)(...(0,headline/* headline */.Pl)(outcome))];
    const why = (0,headline/* running */.yk)(outcome) !== undefined ? runningNote(outcome) : (0,headline/* because */.xx)(outcome);
    if (why.length > 0)
        blocks.push((0,report_document/* paragraph */.FY)(...why));
    return [...blocks, ...rollbackLine(outcome)];
}
function runningNote(outcome) {
    const worst = outcome.analysis?.judgements.find((one) => one.verdict === 'fail');
    const dead = 'If that time has passed and this text is still here, the run died: treat it as no verdict.';
    if (worst === undefined)
        return [dead];
    return [(0,report_document/* strong */.ko)((0,report_document/* named */.KT)(worst.check)), ': ', (0,report_document/* prose */.CS)(worst.sentence), ' ', dead];
}
function steps(outcome) {
    const items = (0,next_steps/* nextSteps */.Z)(outcome);
    if (items.length === 0)
        return [];
    return [(0,report_document/* paragraph */.FY)((0,report_document/* strong */.ko)('What to do now')), { kind: 'list', items }];
}
function problems(outcome) {
    return outcome.problems.length === 0 ? [] : [(0,report_document/* fence */.EU)(outcome.problems.join('\n'))];
}
/** How many warnings are shown; a run that warns more often has one cause. */
const MOST_WARNINGS = 20;
function warnings(outcome) {
    const distinct = [...new Set(outcome.warnings)];
    if (distinct.length === 0)
        return [];
    const more = distinct.length - MOST_WARNINGS;
    const items = distinct.slice(0, MOST_WARNINGS).map(text => [(0,report_document/* prose */.CS)(text)]);
    if (more > 0)
        items.push([`and ${more} more in the log of the run`]);
    return [(0,report_document/* paragraph */.FY)((0,report_document/* strong */.ko)('Warnings')), { kind: 'list', items }];
}


/***/ })

};
