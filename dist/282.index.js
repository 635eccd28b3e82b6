export const id = 282;
export const ids = [282];
export const modules = {

/***/ 9282:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  act: () => (/* binding */ act)
});

// EXTERNAL MODULE: ./.cache/build/errors.js
var errors = __webpack_require__(1712);
// EXTERNAL MODULE: ./.cache/build/labels.js
var build_labels = __webpack_require__(5096);
;// CONCATENATED MODULE: ./.cache/build/stats/normal.js
/** The standard normal distribution, accurate to about 1e-14 relative, far tails included. */
const ROOT_TWO_PI = Math.sqrt(2 * Math.PI);
/** Beyond this the tail is below the smallest double. */
const NO_TAIL = 38.6;
/** Below: power series of the centre; above: continued fraction of the tail (Abramowitz & Stegun 26.2.11, 26.2.14). */
const CENTRE = 2.2;
/** Density at z. */
function normalDensity(z) {
    return Math.exp(-0.5 * z * z) / ROOT_TWO_PI;
}
/** P(Z > z). */
function normal_normalTail(z) {
    if (z < 0)
        return 1 - normal_normalTail(-z);
    if (z < CENTRE)
        return 0.5 - normalDensity(z) * centreSeries(z);
    return z > NO_TAIL ? 0 : normalDensity(z) / millsFraction(z);
}
/** The z with P(Z > z) = tail, for tail in (0, 1); infinite at the ends. */
function normalUpperQuantile(tail) {
    if (tail <= 0)
        return Infinity;
    if (tail >= 1)
        return -Infinity;
    if (tail > 0.5)
        return -normalUpperQuantile(1 - tail);
    let z = roughQuantile(tail);
    for (let step = 0; step < 4; step++)
        z += halleyStep(z, tail);
    return z;
}
function centreSeries(z) {
    let term = z;
    let sum = z;
    for (let odd = 3; term > sum * 1e-17; odd += 2) {
        term *= (z * z) / odd;
        sum += term;
    }
    return sum;
}
/** z + 1/(z + 2/(z + 3/(…))), evaluated from the inside. */
function millsFraction(z) {
    let value = z;
    for (let n = Math.ceil(20 + 600 / (z * z)); n >= 1; n--)
        value = z + n / value;
    return value;
}
/** Abramowitz & Stegun 26.2.23: within 4.5e-4, a start for Halley's iteration. */
function roughQuantile(tail) {
    const t = Math.sqrt(-2 * Math.log(tail));
    const above = 2.515517 + t * (0.802853 + t * 0.010328);
    const below = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308));
    return t - above / below;
}
function halleyStep(z, tail) {
    const density = normalDensity(z);
    if (density === 0)
        return 0;
    const newton = (normal_normalTail(z) - tail) / density;
    return newton / (1 - 0.5 * z * newton);
}

;// CONCATENATED MODULE: ./.cache/build/stats/rounding.js
/**
 * Comparisons that rounding cannot tip. Real data stand exactly on a limit more often than chance would have it (a
 * rise of 15 % where 15 % is tolerated), and there the last digit of a sum or a logarithm would decide: another
 * order of adding, another processor, another verdict. So a billionth counts as equal.
 */
const EQUAL = 1e-9;
/** value ≥ limit, or as good as that. */
function reaches(value, limit) {
    return value >= limit - EQUAL * Math.abs(limit);
}
/** value > limit by more than rounding. */
function exceeds(value, limit) {
    if (!Number.isFinite(limit))
        return value > limit;
    return value > limit + EQUAL * Math.max(1, Math.abs(limit));
}
/**
 * base^exponent for a positive base. Exponential and logarithm are computed by the engine itself, alike on every
 * platform; `**` may be left to the system's library.
 */
function power(base, exponent) {
    return Math.exp(exponent * Math.log(base));
}

;// CONCATENATED MODULE: ./.cache/build/stats/sequential.js


/** Wang and Tsiatis (1987): ½ is Pocock's boundary, 0 is O'Brien and Fleming's. */
const wangTsiatis = (shape) => fraction => power(fraction, shape - 0.5);
/** Of the integration grid, in standard deviations of the smaller of the increments before and behind it. */
const STEP = 0.4;
/** Standard deviations beyond which no probability worth counting stands. */
const REACH = 7;
/**
 * Probability that Z ever crosses the boundary with this constant, when nothing changed. `growth`: the samples of
 * all looks as a multiple of those that they are held against, where these are known from the start. Later looks
 * then tell less, since the other side's error stays: with growth 0 it is known exactly, or grows along.
 */
function crossingProbability(constant, looks, height, growth = 0) {
    const informationAt = (look) => {
        const samples = look / looks;
        return (samples * (1 + growth)) / (1 + growth * samples);
    };
    const deviationAt = (look) => Math.sqrt(informationAt(look) - informationAt(look - 1));
    let grid = { first: 0, step: 1, weights: Float64Array.of(1) };
    let crossed = 0;
    for (let look = 1; look <= looks; look++) {
        const spread = Math.sqrt(informationAt(look));
        const bound = constant * height(look / looks) * spread;
        const deviation = deviationAt(look);
        crossed += probabilityAbove(grid, bound, deviation);
        if (look === looks)
            break;
        const step = STEP * Math.min(deviation, deviationAt(look + 1));
        grid = advance(grid, { bound, reach: REACH * spread, deviation, step });
    }
    return Math.min(1, crossed);
}
/** The constant c whose boundary is crossed with probability alpha, for alpha in (0, ½). */
function boundaryConstant(alpha, looks, height, growth = 0) {
    const aim = Math.log(alpha);
    let left = normalUpperQuantile(alpha);
    let right = left + 0.5;
    let atLeft = Math.log(crossingProbability(left, looks, height, growth)) - aim;
    for (let round = 0; round < 30 && Math.abs(right - left) > 1e-9; round++) {
        const atRight = Math.log(crossingProbability(right, looks, height, growth)) - aim;
        const next = right - (atRight * (right - left)) / (atRight - atLeft);
        left = right;
        atLeft = atRight;
        right = Number.isFinite(next) ? next : right;
    }
    return right;
}
function probabilityAbove({ first, step, weights }, bound, deviation) {
    return weights.reduce((sum, weight, i) => sum + weight * normal_normalTail((bound - first - i * step) / deviation), 0);
}
/** Simpson's rule over [−reach, bound], its points weighted with the density that arrives there. */
function advance(grid, { bound, reach, deviation, step: most }) {
    const top = Math.min(bound, reach);
    const intervals = 2 * Math.ceil((top + reach) / (2 * most));
    const step = (top + reach) / intervals;
    const weights = new Float64Array(intervals + 1);
    for (let i = 0; i <= intervals; i++) {
        const simpson = i === 0 || i === intervals ? 1 : i % 2 === 1 ? 4 : 2;
        weights[i] = ((simpson * step) / 3) * densityAt(grid, -reach + i * step, deviation);
    }
    return { first: -reach, step, weights };
}
function densityAt({ first, step, weights }, x, deviation) {
    const place = (x - first) / step;
    const width = (REACH * deviation) / step;
    const last = Math.min(weights.length - 1, Math.floor(place + width));
    let sum = 0;
    for (let i = Math.max(0, Math.ceil(place - width)); i <= last; i++) {
        sum += (weights[i] ?? 0) * normalDensity(((place - i) * step) / deviation);
    }
    return sum / deviation;
}

;// CONCATENATED MODULE: ./.cache/build/judge/comparison.js
/** What a value is multiplied with to stand at the tolerance: 50 % higher is 1.5, 20 % lower is 0.8. */
function toleratedFactor(direction, tolerance) {
    if (direction === 'higher')
        return 1 + tolerance;
    return tolerance < 1 ? 1 - tolerance : 1 / (1 + tolerance);
}

;// CONCATENATED MODULE: ./.cache/build/stats/quantile.js
/** Order statistics. None of these changes its input. */
function quantile_sorted(values) {
    return Float64Array.from(values).sort();
}
/** Quantile of type 7 (R's and NumPy's default) of ascending values; NaN where there is none. */
function quantileOfSorted(ascending, level) {
    if (ascending.length === 0)
        return NaN;
    const place = level * (ascending.length - 1);
    const below = Math.floor(place);
    const low = ascending[below] ?? NaN;
    const high = ascending[Math.min(below + 1, ascending.length - 1)] ?? NaN;
    return low === high ? low : low + (high - low) * (place - below);
}
function quantile(values, level) {
    return quantileOfSorted(quantile_sorted(values), level);
}
function median(values) {
    return quantile(values, 0.5);
}
function mean(values) {
    return values.reduce((sum, value) => sum + value / values.length, 0);
}
/**
 * The median as `median` gives it, without sorting everything. Reorders the values. For the thousands of
 * short windows of a calibration.
 */
function medianInPlace(values) {
    const { length } = values;
    if (length === 0)
        return NaN;
    const middle = length >> 1;
    const upper = quantile_select(values, middle);
    if (length % 2 === 1)
        return upper;
    let lower = -Infinity;
    for (let i = 0; i < middle; i++)
        lower = Math.max(lower, values[i] ?? lower);
    return lower === upper ? lower : lower + (upper - lower) * 0.5;
}
/** Hoare's selection: afterwards values[k] stands where sorting would put it, no greater one before it. */
function quantile_select(values, k) {
    let [low, high] = [0, values.length - 1];
    while (low < high) {
        const [right, left] = partition(values, low, high);
        if (k <= right)
            high = right;
        else if (k >= left)
            low = left;
        else
            break;
    }
    return values[k] ?? NaN;
}
/** Up to the first answer no value is greater than the pivot, from the second on none is smaller. */
function partition(values, low, high) {
    const at = (i) => values[i] ?? NaN;
    const pivot = at((low + high) >> 1);
    let [left, right] = [low, high];
    while (left <= right) {
        while (at(left) < pivot)
            left++;
        while (at(right) > pivot)
            right--;
        if (left > right)
            break;
        const swapped = at(left);
        values[left++] = at(right);
        values[right--] = swapped;
    }
    return [right, left];
}

;// CONCATENATED MODULE: ./.cache/build/judge/away.js

/**
 * An alarm that went away again: worse for a while, then as before. A gate that stops at the first alarm never
 * learns of it; one that watches the bake to its end may call it neither a failure nor healthy.
 */
/** So much of the bake, and no fewer steps, must be calm before an alarm is over. */
const CALM_SHARE = 0.25;
const LEAST_CALM = 3;
/**
 * Is the one alarm over at the last of so many steps? `isCalm` speaks of the `width` steps up to one; asked
 * only where these all came after the alarm. What was calm and is not any more may come again: not over.
 */
function wentAway(steps, planned, alarm, isCalm) {
    const width = Math.max(LEAST_CALM, Math.ceil(CALM_SHARE * planned));
    let over = false;
    for (let end = alarm + width; end < steps; end++) {
        const calm = isCalm(end, width);
        if (over && !calm)
            return false;
        over = calm;
    }
    return over;
}
/** Have the values themselves, as rises in tolerances, come back? Of many steps the means remember too long. */
function isWellAgain(rises, planned, alarm) {
    const isCalm = (end, width) => mean(rises.slice(end + 1 - width, end + 1)) < 1;
    return wentAway(rises.length, planned, alarm, isCalm);
}

;// CONCATENATED MODULE: ./.cache/build/stats/beta.js

/**
 * The beta and binomial distributions. Factorials go through Loader's deviance form ("Fast and accurate
 * computation of binomial probabilities", 2000), so that counts of millions keep their last digits.
 */
const beta_ROOT_TWO_PI = Math.sqrt(2 * Math.PI);
const MOST_TERMS = 10_000;
/** Above so many events the continued fraction is too long, and the normal limit is exact enough. */
const HUGE = 1e8;
/** log Γ(x) for x > 0. */
function logGamma(x) {
    let shifted = x;
    let factor = 1;
    while (shifted < 15) {
        factor *= shifted;
        shifted += 1;
    }
    const body = (shifted - 0.5) * Math.log(shifted) - shifted + 0.5 * Math.log(2 * Math.PI);
    return body + stirlingSeries(shifted) - Math.log(factor);
}
/** I_x(a, b), the regularised incomplete beta function; a, b > 0. */
function regularisedBeta(x, a, b) {
    if (x <= 0)
        return 0;
    if (x >= 1)
        return 1;
    if (a + b > HUGE)
        return normalLimit(x, a, b);
    if (x > (a + 1) / (a + b + 2))
        return 1 - leftTail(1 - x, b, a);
    return leftTail(x, a, b);
}
/** P(X ≥ k) for X ~ Binomial(n, p). */
function binomialTail(k, n, p) {
    if (k <= 0)
        return 1;
    return k > n ? 0 : regularisedBeta(p, k, n - k + 1);
}
/** P(T > t) for Student's t with so many degrees of freedom (any positive number). */
function studentTail(t, freedom) {
    if (freedom > HUGE)
        return normal_normalTail(t);
    const half = 0.5 * regularisedBeta(freedom / (freedom + t * t), freedom / 2, 0.5);
    return t > 0 ? half : 1 - half;
}
/** The t with P(T > t) = tail, for tail in (0, ½], to the last digits. */
function studentUpperQuantile(tail, freedom) {
    let [low, high] = [0, 1];
    while (studentTail(high, freedom) > tail && high < 1e300)
        [low, high] = [high, 2 * high];
    while (high - low > 1e-15 * high) {
        const middle = low + (high - low) / 2;
        if (middle <= low || middle >= high)
            break;
        if (studentTail(middle, freedom) > tail)
            low = middle;
        else
            high = middle;
    }
    return high;
}
/** Lentz's continued fraction (Numerical Recipes 6.4) times the density in front of it. */
function leftTail(x, a, b) {
    const front = (binomialDensity(a, b, x) * b) / (a + b);
    if (front === 0)
        return 0;
    let c = 1;
    let d = 1 / nonZero(1 - ((a + b) * x) / (a + 1));
    let sum = d;
    for (let m = 1; m < MOST_TERMS; m++) {
        const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
        d = 1 / nonZero(1 + even * d);
        c = nonZero(1 + even / c);
        sum *= d * c;
        const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
        d = 1 / nonZero(1 + odd * d);
        c = nonZero(1 + odd / c);
        sum *= d * c;
        if (Math.abs(d * c - 1) < 1e-16)
            break;
    }
    return Math.min(1, front * sum);
}
/** Γ(a+b+1)/(Γ(a+1)Γ(b+1)) x^a (1−x)^b. */
function binomialDensity(a, b, x) {
    const n = a + b;
    const correction = stirlingError(n) - stirlingError(a) - stirlingError(b);
    const exponent = correction - deviance(a, n * x) - deviance(b, n * (1 - x));
    return (Math.exp(exponent) / beta_ROOT_TWO_PI) * Math.sqrt(n / (a * b));
}
/** log x! less Stirling's approximation. */
function stirlingError(x) {
    if (x > 15)
        return stirlingSeries(x);
    return logGamma(x + 1) - (x + 0.5) * Math.log(x) + x - 0.5 * Math.log(2 * Math.PI);
}
function stirlingSeries(x) {
    const q = 1 / (x * x);
    return ((1 / 12 -
        q * (1 / 360 - q * (1 / 1260 - q * (1 / 1680 - q * (1 / 1188 - (q * 691) / 360360))))) /
        x);
}
/** x log(x/mean) + mean − x without cancellation near x = mean. */
function deviance(x, mean) {
    const gap = x - mean;
    if (Math.abs(gap) > 0.1 * (x + mean))
        return x * Math.log(x / mean) - gap;
    const v = gap / (x + mean);
    let sum = gap * v;
    let power = 2 * x * v;
    for (let odd = 3; odd < 1000; odd += 2) {
        power *= v * v;
        const next = sum + power / odd;
        if (next === sum)
            break;
        sum = next;
    }
    return sum;
}
function normalLimit(x, a, b) {
    const mean = a / (a + b);
    return normal_normalTail((mean - x) / Math.sqrt((mean * (1 - mean)) / (a + b + 1)));
}
function nonZero(value) {
    return Math.abs(value) < 1e-300 ? 1e-300 : value;
}

;// CONCATENATED MODULE: ./.cache/build/judge/bursts.js


/** With fewer blocks of steps their variance says nothing. */
const FEWEST_BLOCKS = 8;
const EVEN = { inflation: 1, freedom: Infinity };
/**
 * Steps whose rate varies by itself with relative variance v add v/n to the variance of a log rate over n
 * steps; independent events alone give 1/events.
 */
function measureBursts(track, question) {
    const { start, grain, baselineWidth } = question;
    const baselineSteps = Math.max(1, baselineWidth / grain);
    const most = Math.max(baselineSteps, ((question.looks.at(-1) ?? start) - start) / grain);
    const alone = knownVariance(track.control === undefined ? track.past : track.control.past, most);
    return (tally, baseline) => {
        const pairs = pairsOf(track, tally.at);
        const { variance, freedom } = pairs === undefined ? alone : varianceOfPairs(pairs, most);
        if (variance === 0)
            return EVEN;
        const bakeSteps = Math.max(1, (tally.at - start) / grain);
        const baseSteps = track.control === undefined ? baselineSteps : bakeSteps;
        const rate = (tally.bad + baseline.bad) / (tally.total + baseline.total);
        const events = (side) => Math.max(0.5, rate * side.total);
        const independent = 1 / events(tally) + 1 / events(baseline);
        const added = variance / bakeSteps + (pairs === undefined ? variance / baseSteps : 0);
        const total = independent + added;
        // Satterthwaite: only the part that was estimated is uncertain.
        const part = total / added;
        return { inflation: total / independent, freedom: freedom * part * part };
    };
}
/** A deviate allowing for bursts: its variance is larger, and known only from so many steps. */
function tempered(deviate, { inflation, freedom }) {
    const shrunk = deviate / Math.sqrt(inflation);
    if (!Number.isFinite(freedom))
        return shrunk;
    const normal = normalUpperQuantile(studentTail(Math.abs(shrunk), freedom));
    // Beyond what doubles can tell of a tail nothing is to be weighed any more.
    return Number.isFinite(normal) ? Math.sign(shrunk) * normal : shrunk;
}
/** Relative variance of the steps' rates beyond what independent events explain, per step; 0 where there is none. */
function rateVariance(past) {
    return varianceOf(past, past.length).variance;
}
/** Steps that both groups know: of the past, else of the bake so far; undefined where these are too few. */
function pairsOf({ past, steps, control }, until) {
    if (control === undefined)
        return undefined;
    const both = (own, other) => {
        const others = new Map(other.map(tally => [tally.at, tally]));
        return own.flatMap((tally) => {
            const match = others.get(tally.at);
            return match === undefined || tally.at > until ? [] : [[tally, match]];
        });
    };
    const before = both(past, control.past);
    const pairs = before.length >= FEWEST_BLOCKS ? before : both(steps, control.steps);
    return pairs.length >= FEWEST_BLOCKS ? pairs : undefined;
}
/** A past of days is measured once, not at every look. */
const known = new WeakMap();
function knownVariance(past, most) {
    const before = known.get(past);
    if (before?.most === most)
        return before.found;
    const found = varianceOf(past, most);
    known.set(past, { most, found });
    return found;
}
/** Relative variance beyond what independent events explain, per step; 0 where there is none. */
function varianceOf(past, most) {
    return varianceOver(past.length, most, (from, to) => sumOf(past, from, to), excessVariance);
}
function varianceOfPairs(pairs, most) {
    const own = pairs.map(([step]) => step);
    const other = pairs.map(([, step]) => step);
    const sum = (from, to) => [sumOf(own, from, to), sumOf(other, from, to)];
    return varianceOver(pairs.length, most, sum, excessOfShares);
}
/**
 * Bursts that last longer than a step show in the sums of several. What is no more than a standard error is left to
 * chance, for single steps as for what larger blocks add. No block is larger than the windows that are compared.
 */
function varianceOver(steps, most, sum, measure) {
    let best = { variance: 0, freedom: 0 };
    for (let size = 1; size <= most; size *= 3) {
        const blocks = Math.floor(steps / size);
        if (blocks < FEWEST_BLOCKS)
            break;
        const sums = Array.from({ length: blocks }, (_, i) => sum(i * size, (i + 1) * size));
        const { relative, error } = measure(sums);
        // Of gamma-distributed rates, whose excess kurtosis is six times their relative variance.
        const freedom = 2 / (2 / (blocks - 1) + (6 * relative) / blocks);
        const isMore = size * relative > best.variance + size * error;
        if (isMore)
            best = { variance: size * relative, freedom };
    }
    return best;
}
function sumOf(steps, from, to) {
    const sum = { bad: 0, total: 0 };
    for (const { bad, total } of steps.slice(from, to)) {
        sum.bad += bad;
        sum.total += total;
    }
    return sum;
}
function excessVariance(steps) {
    const { bad: events, total: exposure } = sumOf(steps);
    const rate = events / exposure;
    let excess = 0;
    let square = 0;
    for (const { bad, total } of steps) {
        const expected = rate * total;
        const gap = bad - expected;
        excess += gap * gap - expected;
        square += expected * expected;
    }
    return excessOf(excess, square);
}
/** The same of the log ratio between both groups: given their sum, one's events are binomial. */
function excessOfShares(pairs) {
    const own = sumOf(pairs.map(([step]) => step)).bad;
    const other = sumOf(pairs.map(([, step]) => step)).bad;
    const share = own / (own + other);
    let excess = 0;
    let square = 0;
    for (const [mine, theirs] of pairs) {
        const spread = (mine.bad + theirs.bad) * share * (1 - share);
        const gap = mine.bad - (mine.bad + theirs.bad) * share;
        excess += gap * gap - spread;
        square += spread * spread;
    }
    return excessOf(excess, square);
}
/** Without events both are NaN or infinite: never more than anything. */
function excessOf(excess, square) {
    return { relative: excess / square, error: Math.sqrt(2 / square) };
}

;// CONCATENATED MODULE: ./.cache/build/judge/counts.js





/**
 * Events of the bake against events of the baseline. At each look the bake's share of all events is held
 * against its share of all exposure (binomial, given the sum), by the signed root of the likelihood ratio,
 * which is close to a normal deviate even for few events. A boundary that widens for early looks keeps the
 * false-alarm rate over all of them.
 */
/**
 * O'Brien and Fleming's boundary, strict at first and close to one test at the end, but never higher than this: what
 * is many times worse need not wait.
 */
const HIGHEST = 1.6;
const boundaryHeight = (fraction) => Math.min(HIGHEST, obrienFleming(fraction));
const obrienFleming = wangTsiatis(0);
/** Percentage points by which a ratio must rise at least, as a fraction: less is nobody's incident. */
const LEAST_POINTS = 0.001;
/** Growths for which a boundary is computed; what lies between counts as the smaller one, which is stricter. */
const GROWTHS = [0, 0.1, 0.25, 0.5, 1, 2, 4];
/** Deviates smaller than this decide nothing, and correcting them divides by nearly zero. */
const LEAST_CORRECTED = 0.5;
/** Log lines by which a count must rise at least. */
const LEAST_EVENTS = 3;
/** Of an interval that is printed, not tested: 95 %. */
const INTERVAL_DEVIATE = 1.96;
/** The logarithm of the widest interval that is worth printing. */
const WIDEST = 50;
function compareCounts(track, question) {
    const reference = track.control === undefined ? track.before : track.control.soFar.at(-1);
    if (reference === undefined || reference.total <= 0) {
        return {
            state: 'unknown',
            code: 'too-little-history',
            why: 'nothing is known from before the deploy'
        };
    }
    const last = track.soFar.at(-1);
    if (last === undefined || last.total <= 0) {
        return {
            state: 'unknown',
            code: 'too-few-samples',
            why: 'there are no events since the deploy yet'
        };
    }
    const bursts = measureBursts(track, question);
    const scores = track.soFar.map(tally => score(tally, track, bursts, question));
    const first = scores.findIndex(found => found.alarmed);
    const alarm = scores[first];
    const isCalm = (end, width) => {
        const since = between(track.soFar[end - width], track.soFar[end]);
        return since !== undefined && !isLarge(since, scores[end]?.baseline ?? since, question);
    };
    const shown = alarm ?? score(last, track, bursts, question);
    const most = Math.max(0, ...scores.map(found => found.scaled));
    const baseline = shown.baseline;
    const before = baseline.bad / baseline.total;
    const after = shown.tally.bad / shown.tally.total;
    return {
        state: alarm === undefined ? 'not-worse' : 'worse',
        before,
        after,
        counts: {
            bad: shown.tally.bad,
            total: shown.tally.total,
            expected: before * shown.tally.total
        },
        ...effectWithInterval(shown.tally, baseline, shown.bursts.inflation),
        chance: alarm === undefined
            ? 1
            : crossingProbability(most, question.looks.length, boundaryHeight, shown.growth),
        ...(alarm === undefined ? {} : { firstBreach: alarm.tally.at }),
        powerful: couldHaveSeen(shown, question),
        suspicious: isLarge(shown.tally, baseline, question),
        wentAway: first >= 0 && wentAway(scores.length, question.looks.length, first, isCalm)
    };
}
function score(tally, track, burstsAt, question) {
    const baseline = baselineAt(track, tally);
    const bursts = burstsAt(tally, baseline);
    const look = Math.max(1, question.looks.filter(at => at <= tally.at).length);
    const fraction = Math.min(1, look / question.looks.length);
    const growth = growthOf(tally, fraction, track);
    const deviate = tempered(deviateOf(tally, baseline), bursts);
    const upward = question.direction === 'higher' ? deviate : -deviate;
    const scaled = upward / boundaryHeight(fraction);
    const enough = tally.total >= question.minTotal;
    const alarmed = enough && exceeds(scaled, question.boundary(growth)) && isLarge(tally, baseline, question);
    return { tally, baseline, bursts, growth, fraction, scaled: enough ? scaled : 0, alarmed };
}
/** The whole baseline window; with a control group what the control did in the same time. */
function baselineAt(track, tally) {
    const none = { at: tally.at, bad: 0, total: 0 };
    if (track.control === undefined)
        return track.before ?? none;
    return track.control.soFar.findLast(other => other.at <= tally.at) ?? none;
}
/** All samples of the bake, if they go on as so far, as a multiple of a baseline that stands still. */
function growthOf(tally, fraction, track) {
    if (track.control !== undefined || track.before === undefined)
        return 0;
    const growth = tally.total / fraction / track.before.total;
    return GROWTHS.findLast(known => known <= growth) ?? 0;
}
/**
 * The signed root of the likelihood ratio of tally.bad given the sum (positive when the bake has more), with the
 * correction for skewness of Barndorff-Nielsen (1986): close to a normal deviate from a handful of events on.
 */
function deviateOf(tally, baseline) {
    const exposure = tally.total / (tally.total + baseline.total);
    const events = tally.bad + baseline.bad;
    if (events <= 0 || tally.total <= 0 || baseline.total <= 0)
        return 0;
    const expected = events * exposure;
    const gain = part(tally.bad, expected) + part(baseline.bad, events - expected);
    const root = Math.sign(tally.bad - expected) * Math.sqrt(Math.max(0, 2 * gain));
    if (tally.bad <= 0 || baseline.bad <= 0 || Math.abs(root) < LEAST_CORRECTED)
        return root;
    const share = tally.bad / events;
    const logOdds = Math.log(tally.bad / baseline.bad) - Math.log(tally.total / baseline.total);
    const wald = logOdds * Math.sqrt(events * share * (1 - share));
    return wald / root > 0 ? root + Math.log(wald / root) / root : root;
}
function part(seen, expected) {
    return seen > 0 ? seen * Math.log(seen / expected) : 0;
}
/** The events between two looks; undefined where there was no exposure. */
function between(from, to) {
    if (from === undefined || to === undefined || to.total <= from.total)
        return undefined;
    return { at: to.at, bad: to.bad - from.bad, total: to.total - from.total };
}
function isLarge(tally, baseline, question) {
    const after = tally.bad / tally.total;
    const before = baseline.bad / baseline.total;
    const tolerated = before * toleratedFactor(question.direction, question.tolerance);
    if (question.direction === 'lower')
        return reaches(tolerated, after) && before > 0;
    const least = question.kind === 'ratio' ? before + LEAST_POINTS : before + LEAST_EVENTS / tally.total;
    return reaches(after, tolerated) && reaches(after, least);
}
function effectWithInterval(tally, baseline, inflation) {
    if (tally.bad === 0 || baseline.bad === 0)
        return {};
    const value = tally.bad / tally.total / (baseline.bad / baseline.total);
    const width = INTERVAL_DEVIATE * Math.sqrt(inflation * (1 / tally.bad + 1 / baseline.bad));
    // Of a tiny part of an event nobody can say anything.
    if (width > WIDEST)
        return { effect: { as: 'ratio', value } };
    const [low, high] = [value * Math.exp(-width), value * Math.exp(width)];
    return { effect: { as: 'ratio', value, low, high } };
}
/** Would twice the tolerated change have crossed the boundary by now, more often than not? */
function couldHaveSeen({ tally, baseline, bursts, growth, fraction }, question) {
    const rate = Math.max(baseline.bad, 1) / baseline.total;
    const wouldBe = { ...tally, bad: rate * tally.total * (1 + 2 * question.tolerance) };
    const deviate = tempered(deviateOf(wouldBe, baseline), bursts);
    return deviate / boundaryHeight(fraction) > question.boundary(growth);
}

;// CONCATENATED MODULE: ./.cache/build/judge/quiet.js
/**
 * What of the past may be learned from: the steps that do not touch a time at which a bad release was live. What
 * it did then is neither a level to be held against nor a placebo.
 */
function quietPast(past, grain, { leftOut = [] }) {
    if (leftOut.length === 0)
        return past;
    return past.filter(({ at }) => leftOut.every(({ start, end }) => at <= start || at - grain >= end));
}

;// CONCATENATED MODULE: ./.cache/build/stats/dependence.js
/** Serial dependence of a series on a regular grid; NaN marks a gap. */
/** Lag-1 autocorrelation, corrected for its downward bias (Marriott & Pope 1954); 0 where it is unknown. */
function lagOneCorrelation(values) {
    const present = Array.from(values).filter(value => !Number.isNaN(value));
    const n = present.length;
    if (n < 4)
        return 0;
    const centre = present.reduce((sum, value) => sum + value / n, 0);
    let variance = 0;
    let covariance = 0;
    let pairs = 0;
    for (let i = 0; i < values.length; i++) {
        const here = (values[i] ?? NaN) - centre;
        const next = (values[i + 1] ?? NaN) - centre;
        if (!Number.isNaN(here))
            variance += here * here;
        if (Number.isNaN(here * next))
            continue;
        covariance += here * next;
        pairs++;
    }
    if (variance === 0 || pairs === 0)
        return 0;
    const raw = covariance / pairs / (variance / n);
    return Math.max(-1, Math.min(1, raw + (1 + 3 * raw) / n));
}
/** How many independent values n values with this lag-1 correlation are worth; at least 1, at most n. */
function effectiveSize(n, correlation) {
    const rho = Math.max(0, Math.min(0.999, correlation));
    return Math.max(1, (n * (1 - rho)) / (1 + rho));
}

;// CONCATENATED MODULE: ./.cache/build/judge/brief.js




/**
 * For histories too short for placebo windows: is the mean of the last few points outside what the past
 * predicts? A prediction interval of Student's t, with as many degrees of freedom as the past has
 * independent values; the correlation between neighbours is estimated and held against us. Single values
 * are cut off, then and now alike, so that the heaviest tails do not make a shift of one or two of them.
 */
/** With fewer points on a side nothing is decided. */
const FEWEST_POINTS = 8;
const SPANS = [3, 8];
/** Robust deviations from the median at which values are cut off: 2 would blind, 4 lets heavy tails through. */
const CLIP_DEVIATIONS = 3;
const NORMAL_MAD = 1.4826;
/** Fewer independent values than this predict nothing. */
const FEWEST_INDEPENDENT = 3;
/** undefined: too few points, or too few independent ones. */
function describePast(past) {
    const known = past.filter(value => !Number.isNaN(value));
    if (known.length < FEWEST_POINTS)
        return undefined;
    const bounds = boundsOf(known);
    const cut = past.map(value => within(bounds, value));
    const values = cut.filter(value => !Number.isNaN(value));
    const level = values.reduce((sum, value) => sum + value / values.length, 0);
    const squares = values.reduce((sum, value) => sum + (value - level) * (value - level), 0);
    const correlation = lagOneCorrelation(cut);
    const size = effectiveSize(values.length, correlation);
    if (size < FEWEST_INDEPENDENT)
        return undefined;
    return { level, variance: squares / (values.length - 1), size, correlation, bounds };
}
/** After each present value of the bake: the smallest chance of its latest means, and how far their median rose. */
function runBrief(past, bake) {
    const known = Array.from(bake).filter(value => !Number.isNaN(value));
    const cut = known.map(value => within(past.bounds, value));
    return known.map((_, index) => {
        const best = { chance: 1, step: 0 };
        for (const span of [...SPANS, index + 1]) {
            if (span > index + 1 || span < 3)
                continue;
            const values = cut.slice(index + 1 - span, index + 1);
            const excess = values.reduce((sum, value) => sum + (value - past.level) / span, 0);
            const chance = chanceOf(past, excess, span);
            if (chance >= best.chance)
                continue;
            // What is cut off says how sure it is, not how large.
            const step = median(known.slice(index + 1 - span, index + 1)) - past.level;
            Object.assign(best, { chance, step });
        }
        return best;
    });
}
function chanceOf(past, step, span) {
    if (past.variance === 0)
        return step > 0 ? 0 : 1;
    const share = Math.min(1, 1 / effectiveSize(span, past.correlation));
    const spread = Math.sqrt(past.variance * (share + 1 / past.size));
    return studentTail(step / spread, past.size - 1);
}
/** No bounds where more than half of the values are the same: nothing says what is far from it. */
function boundsOf(known) {
    const centre = medianInPlace(known.slice());
    const deviation = medianInPlace(known.map(value => Math.abs(value - centre)));
    const reach = exceeds(deviation, 0) ? CLIP_DEVIATIONS * NORMAL_MAD * deviation : Infinity;
    return { low: centre - reach, high: centre + reach };
}
function within({ low, high }, value) {
    return Math.max(low, Math.min(high, value));
}

;// CONCATENATED MODULE: ./.cache/build/stats/ranks.js


/**
 * The test of Mann and Whitney (1947), and the shift of Hodges and Lehmann (1963) with its interval. Both take
 * all values as independent; `inflation` is by how much memory makes the variance larger than theirs: what
 * so many values are worth, the other way round (see `dependence.ts`).
 */
/** Up to so many values together the distribution is counted out; beyond it is normal (as in R). */
const MOST_EXACT = 50;
/** P(the values rank so high among both | no difference): one-sided, ties count half. */
function rankChance(values, others, inflation = 1) {
    const [m, n] = [values.length, others.length];
    if (m === 0 || n === 0)
        return 1;
    const all = sorted([...values, ...others]);
    const doubled = doubledRanks(all);
    const rankOf = new Map(doubled.map((rank, i) => [all[i], rank]));
    const sum = values.reduce((total, value) => total + (rankOf.get(value) ?? 0), 0);
    if (inflation === 1 && m + n <= MOST_EXACT)
        return shareFrom(subsetSums(doubled, m), sum);
    const spread = Math.sqrt(inflation * rankVariance(doubled, m));
    // Half a step of continuity: doubled ranks move by two where nothing is tied.
    return spread === 0 ? 1 : normalTail((sum - 1 - m * (m + n + 1)) / (2 * spread));
}
/**
 * How far the values lie above the others; each end of the interval is missed with this chance at most. An end
 * is infinite where there are too few values to tell; ties make it wider. NaN where a side is empty.
 */
function shiftBetween(values, others, tail, { inflation = 1, exact = true } = {}) {
    const [m, n] = [values.length, others.length];
    const pairs = quantile_sorted(values.flatMap(value => others.map(other => value - other)));
    const left = exact && inflation === 1 && m + n <= MOST_EXACT
        ? exactRank(m, n, tail)
        : normalRank(m, n, tail, inflation);
    return {
        shift: quantileOfSorted(pairs, 0.5),
        low: pairs[left] ?? (m * n === 0 ? NaN : -Infinity),
        high: pairs[m * n - 1 - left] ?? (m * n === 0 ? NaN : Infinity)
    };
}
/** How many pairs may be left out at an end; negative where not even none. */
function exactRank(m, n, tail) {
    const doubled = Array.from({ length: m + n }, (_, i) => 2 * (i + 1));
    const ways = subsetSums(doubled, m);
    const all = ways.reduce((sum, count) => sum + count, 0);
    let below = 0;
    // The least sum of doubled ranks stands for no pair, two more for each pair.
    for (let u = 0;; u++) {
        below += ways[m * (m + 1) + 2 * u] ?? 0;
        if (below > tail * all || u > m * n)
            return u - 1;
    }
}
function normalRank(m, n, tail, inflation) {
    const spread = Math.sqrt((inflation * m * n * (m + n + 1)) / 12);
    return Math.floor((m * n) / 2 - normalUpperQuantile(tail) * spread);
}
/** Twice the mean rank of each ascending value: whole numbers, ties included. */
function doubledRanks(ascending) {
    const ranks = [];
    for (let start = 0; start < ascending.length;) {
        let end = start;
        while (end < ascending.length && ascending[end] === ascending[start])
            end++;
        while (ranks.length < end)
            ranks.push(start + 1 + end);
        start = end;
    }
    return ranks;
}
/** Of the sum of m ranks drawn without replacement from two or more (Lehmann 1975): less where there are ties. */
function rankVariance(doubled, m) {
    const total = doubled.length;
    const squares = doubled.reduce((sum, rank) => sum + ((rank - total - 1) / 2) ** 2, 0);
    return (m * (total - m) * squares) / (total * (total - 1));
}
/** In how many ways m of the ranks have each sum; whole numbers below 2⁵³. */
function subsetSums(doubled, m) {
    const most = doubled.reduce((sum, rank) => sum + rank, 0);
    const ways = Array.from({ length: m + 1 }, () => new Float64Array(most + 1));
    ways[0]?.fill(1, 0, 1);
    for (const rank of doubled) {
        for (let size = m; size >= 1; size--) {
            const [more, fewer] = [ways[size], ways[size - 1]];
            if (more === undefined || fewer === undefined)
                continue;
            for (let sum = most; sum >= rank; sum--) {
                more[sum] = (more[sum] ?? 0) + (fewer[sum - rank] ?? 0);
            }
        }
    }
    return ways[m] ?? new Float64Array(0);
}
function shareFrom(ways, sum) {
    const all = ways.reduce((total, count) => total + count, 0);
    return ways.subarray(sum).reduce((total, count) => total + count, 0) / all;
}

;// CONCATENATED MODULE: ./.cache/build/stats/tail.js


/** Fits the uppermost `share` of ascending values, each worth `worth` (0..1) independent ones. */
function fitTail(ascending, share, worth) {
    const start = quantileOfSorted(ascending, 1 - share);
    // What ties with the start lies above it only by rounding, and would halve the excess.
    const above = ascending.filter(value => exceeds(value, start));
    const excess = above.reduce((sum, value) => sum + (value - start) / above.length, 0);
    const weight = Math.max(0.5, above.length * worth);
    return { start, share: above.length / Math.max(1, ascending.length), excess, weight };
}
/** The value that a new one exceeds with probability p; the tail's start where p is no smaller than its share. */
function tailQuantile({ start, share, excess, weight }, p) {
    if (p >= share || excess === 0)
        return start;
    return start + excess * weight * (power(share / p, 1 / weight) - 1);
}
/** P(a new value exceeds x), for x at or above the tail's start. */
function tailProbability({ start, share, excess, weight }, x) {
    if (x <= start)
        return share;
    return excess === 0 ? 0 : share * power(1 + (x - start) / (excess * weight), -weight);
}

;// CONCATENATED MODULE: ./.cache/build/judge/spans.js


/**
 * The statistic of the placebo scan: how far the means of the last 1, 2, 3, 5, … values are out of line.
 * Short spans see a spike, long ones a small shift that lasts. Runs over hundreds of windows a series, so it
 * fills flat arrays in plain loops.
 */
/** Last points of the bake that are averaged. */
const spans_SPANS = [1, 2, 3, 5, 8, 13, 21, 34];
/** Of the spans, the ones whose band is the narrowness of a predictor. */
const BAND_SPANS = [4, 6];
/** From this span on single values are cut at the clip: a spike is not a shift. */
const CLIP_FROM = 3;
/** Of a span's spread over the placebos, in steps that matter: a constant past must not alarm at a whisper. */
const LEAST_SPREAD = 0.3;
/** A spread is divided by. */
const TINY = 1e-12;
/** The score of a window too short to have one: it counts as quiet. */
const QUIET = -1e9;
function meansOf(residuals, clip) {
    const known = knownOf(residuals);
    const whole = runningSums(known, Infinity);
    const clipped = runningSums(known, clip);
    const means = new Float64Array(known.length * spans_SPANS.length).fill(-Infinity);
    for (const [k, span] of spans_SPANS.entries()) {
        const sums = span < CLIP_FROM ? whole : clipped;
        for (let end = span; end <= known.length; end++) {
            means[(end - 1) * spans_SPANS.length + k] = ((sums[end] ?? 0) - (sums[end - span] ?? 0)) / span;
        }
    }
    return means;
}
/** The values without the gaps, in a new array. */
function knownOf(values) {
    const known = new Float64Array(values.length);
    let count = 0;
    for (const value of values)
        if (!Number.isNaN(value))
            known[count++] = value;
    return known.subarray(0, count);
}
/** What each span reached in windows at which nothing was deployed. */
function describeSpans(windows, leastStep) {
    const centres = [];
    const spreads = [];
    const maxima = new Float64Array(windows.length);
    for (let k = 0; k < spans_SPANS.length; k++) {
        for (const [i, means] of windows.entries())
            maxima[i] = greatestOfSpan(means, k);
        maxima.sort();
        const centre = Math.max(0, quantileOfSorted(maxima, 0.5));
        centres.push(centre);
        spreads.push(Math.max(meanExcess(maxima, centre), LEAST_SPREAD * leastStep, TINY));
    }
    return { centres, spreads };
}
/** After each present value: how far the most conspicuous span is out of line, in what placebos exceed. */
function scoresOf(means, { centres, spreads }) {
    const best = new Float64Array(means.length / spans_SPANS.length);
    for (let row = 0; row < best.length; row++) {
        let most = -Infinity;
        for (let k = 0; k < spans_SPANS.length; k++) {
            const mean = means[row * spans_SPANS.length + k] ?? -Infinity;
            most = Math.max(most, (mean - (centres[k] ?? 0)) / (spreads[k] ?? 1));
        }
        best[row] = most;
    }
    return best;
}
/** After each present value: the highest of its means. */
function risesOf(means) {
    const best = new Float64Array(means.length / spans_SPANS.length);
    for (let row = 0; row < best.length; row++) {
        best[row] = Math.max(...means.subarray(row * spans_SPANS.length, (row + 1) * spans_SPANS.length));
    }
    return best;
}
/** What all of the last so many values reached; −∞ where there are fewer. */
function lowestOfLast(values, running) {
    const lowest = new Float64Array(values.length).fill(-Infinity);
    for (let i = running - 1; i < values.length; i++) {
        let least = Infinity;
        for (let back = 0; back < running; back++)
            least = Math.min(least, values[i - back] ?? least);
        lowest[i] = least;
    }
    return lowest;
}
/** Of a window's scores; finite also where there is none. */
function greatest(scores) {
    return scores.reduce((most, score) => Math.max(most, score), QUIET);
}
/** How large a lasting change must be to be out of line by the threshold. */
function bandOf({ centres, spreads }, threshold) {
    const widths = BAND_SPANS.map(k => (centres[k] ?? 0) + threshold * (spreads[k] ?? 0));
    return widths.reduce((sum, width) => sum + width / widths.length, 0);
}
function runningSums(values, clip) {
    const sums = new Float64Array(values.length + 1);
    for (let i = 0; i < values.length; i++) {
        sums[i + 1] = (sums[i] ?? 0) + Math.max(-clip, Math.min(clip, values[i] ?? 0));
    }
    return sums;
}
function greatestOfSpan(means, k) {
    let most = -Infinity;
    for (let i = k; i < means.length; i += spans_SPANS.length)
        most = Math.max(most, means[i] ?? most);
    return most;
}
/** Of the ascending values above the centre: by how much, on average. */
function meanExcess(ascending, centre) {
    const above = ascending.filter(value => exceeds(value, centre));
    return above.reduce((sum, value) => sum + (value - centre) / above.length, 0);
}

;// CONCATENATED MODULE: ./.cache/build/judge/effect.js







/**
 * By how much a series changed, with an interval. How far before and after lie apart by themselves is read off
 * the past: the same two medians, of as many slots and as far from each other, at moments at which nothing was
 * deployed. That holds for series that remember and for heavy tails, where a formula for independent values does not.
 */
/** What the interval misses at either end: together 5 %. */
const MISSED = 0.025;
const FEWEST_MOMENTS = 12;
const MOST_MOMENTS = 150;
const STRIDES = 3;
/** Uppermost share of what the placebos show whose tail is fitted. */
const TAIL_SHARE = 0.3;
/** A ratio where everything is positive, so that it is one at every moment of the past as well. */
function learnEffect(sides, plan, as = both(sides).every(grid => grid.every(value => !(value <= 0)))
    ? 'ratio'
    : 'difference') {
    const grid = netOf(sides, as);
    const { moments, stride } = placeboMoments(grid, plan);
    const brief = moments.length < FEWEST_MOMENTS ? describePast(grid) : undefined;
    return { plan, sides, as, grid, moments, stride, ...(brief === undefined ? {} : { brief }) };
}
/**
 * The change from the baseline to the bake's slots `from` to `to`; less the control group's in the same time,
 * where there is one. undefined where it is no number.
 */
function effectOf(learned, changes, bake, [from, to]) {
    const isPositive = both(changes).every(({ before, after }) => before > 0 && after > 0);
    const past = learned.as === 'ratio' && !isPositive
        ? learnEffect(learned.sides, learned.plan, 'difference')
        : learned;
    const { as } = past;
    const size = sizeOf(changes, as);
    const told = (value) => (as === 'ratio' ? Math.exp(value) : value);
    const value = told(size);
    if (!Number.isFinite(value))
        return undefined;
    const noise = noiseOf(past, bake, from, to);
    if (noise === undefined)
        return { as, value };
    const [low, high] = [told(size - noise.high), told(size - noise.low)];
    return Number.isFinite(low) && Number.isFinite(high) ? { as, value, low, high } : { as, value };
}
/** On the scale of the effect; less the control's. */
function sizeOf({ own, control }, as) {
    const size = ({ before, after }) => as === 'ratio' ? Math.log(after) - Math.log(before) : after - before;
    return size(own) - (control === undefined ? 0 : size(control));
}
function both({ own, control }) {
    return control === undefined ? [own] : [own, control];
}
function netOf({ own, control }, as) {
    const scaled = (value) => (as === 'ratio' ? Math.log(value) : value);
    if (control === undefined)
        return own.map(scaled);
    return own.map((value, slot) => scaled(value) - scaled(control[slot] ?? NaN));
}
/** What the change exceeds by itself, at either end with the chance of `MISSED`. */
function noiseOf(past, bake, from, to) {
    const { moments, grid, plan, stride, brief } = past;
    const slots = to - from + 1;
    if (brief !== undefined) {
        const since = knownOf(netOf(bake, past.as).subarray(from, to + 1));
        return since.length === 0 ? undefined : briefNoise(past, brief, since);
    }
    const seen = moments.flatMap(({ start, level }) => {
        const first = start + plan.gap + from;
        const since = medianOf(grid.subarray(first, first + slots));
        return Number.isNaN(since) ? [] : [since - level];
    });
    if (seen.length < FEWEST_MOMENTS)
        return undefined;
    // Windows that overlap are worth what is new in each.
    const worth = Math.min(1, stride / slots);
    // In units of the largest: what is equal but for rounding must not depend on the series' own unit.
    const unit = Math.max(...seen.map(Math.abs)) || 1;
    const end = (sign) => unit *
        tailQuantile(fitTail(quantile_sorted(seen.map(value => (sign * value) / unit)), TAIL_SHARE, worth), MISSED);
    return { low: -end(-1), high: end(1) };
}
/**
 * Of a short past: the ranks of all values before and since, with the variance that their memory gives them.
 * Where there are too few for that, Student's t for the mean of so many.
 */
function briefNoise({ grid, plan }, brief, since) {
    const { correlation, variance, size } = brief;
    const end = grid.length - plan.baseline.offset;
    const baseline = knownOf(grid.subarray(Math.max(0, end - plan.baseline.slots), Math.max(0, end)));
    const others = baseline.length > 0 ? baseline : knownOf(grid);
    const [m, n] = [since.length, others.length];
    const share = (count) => 1 / effectiveSize(count, correlation);
    const inflation = (m * n * (share(m) + share(n))) / (m + n);
    const ranked = shiftBetween([...since], [...others], MISSED, { inflation });
    if (Number.isFinite(ranked.high - ranked.low))
        return { low: ranked.shift - ranked.high, high: ranked.shift - ranked.low };
    const reach = Math.sqrt(variance * (share(m) + 1 / size)) * studentUpperQuantile(MISSED, size - 1);
    return { low: -reach, high: reach };
}
function placeboMoments(grid, { gap, window, baseline }) {
    const last = grid.length - gap - window;
    // At the beginning of a short past a baseline may be learned from less.
    const first = baseline.offset + Math.min(baseline.slots, Math.floor(grid.length / 4));
    const stride = Math.max(1, Math.floor(window / STRIDES), Math.ceil((last - first + 1) / MOST_MOMENTS));
    const moments = [];
    for (let start = last; start >= Math.max(1, first); start -= stride) {
        const end = start - baseline.offset;
        const level = medianOf(grid.subarray(Math.max(0, end - baseline.slots), end));
        if (!Number.isNaN(level))
            moments.push({ start, level });
    }
    return { moments, stride };
}
/** NaN where more than half of the slots are gaps. */
function medianOf(slots) {
    const known = knownOf(slots);
    return known.length * 2 < slots.length ? NaN : medianInPlace(known);
}

;// CONCATENATED MODULE: ./.cache/build/judge/grid.js

/** Past samples on slots of `grain` that end at `end`; the last slot is the newest. */
function pastGrid(past, grain, end, most) {
    const first = past[0];
    if (first === undefined)
        return new Float64Array(0);
    const slotOf = (at) => Math.round((at - end) / grain);
    const length = Math.min(most, Math.max(0, 1 - slotOf(first.at)));
    const grid = new Float64Array(length).fill(NaN);
    for (const sample of past) {
        const slot = length - 1 + slotOf(sample.at);
        if (slot >= 0 && slot < length)
            grid[slot] = sample.value;
    }
    return grid;
}
/** Bake samples on slots of `grain` from `start`; several looks in one slot are averaged. */
function bakeGrid(bake, grain, start, slots) {
    const sums = new Float64Array(slots);
    const counts = new Float64Array(slots);
    for (const sample of bake) {
        const slot = slotOfLook(sample.at, grain, start);
        if (slot < 0 || slot >= slots)
            continue;
        counts[slot] = (counts[slot] ?? 0) + 1;
        sums[slot] = (sums[slot] ?? 0) + (sample.value - (sums[slot] ?? 0)) / (counts[slot] ?? 1);
    }
    return sums.map((value, slot) => ((counts[slot] ?? 0) > 0 ? value : NaN));
}
/** The slot that a look ends in, counted from 0. */
function slotOfLook(at, grain, start) {
    return Math.max(0, Math.ceil((at - start) / grain - 0.001) - 1);
}
function present(grid) {
    return Array.from(grid).filter(value => !Number.isNaN(value));
}
/** A fraction is compared as if one percentage point were added: tiny ratios need a rise in points, not only in proportion. */
const FRACTION_OFFSET = 0.01;
/** Where zeros occur: this share of a high value is added, so that zero has a logarithm. */
const ZERO_OFFSET = 0.1;
/** A single value counts as at most so many times greater or smaller than usual. */
const MOST_LOG = 8;
function chooseScale(past, isFraction, direction) {
    const high = past.length === 0 ? 0 : quantile(past, 0.9);
    const hasZeros = past.some(value => value === 0);
    if (past.some(value => value < 0))
        return linearScale(past);
    if (isFraction && direction === 'lower' && tellsSuccess(past))
        return failureScale(past);
    if (isFraction)
        return logScale(FRACTION_OFFSET, Math.max(median(past), 0));
    if (!hasZeros)
        return logScale(0, median(past));
    return high > 0 ? logScale(ZERO_OFFSET * high, median(past)) : occurrence();
}
/** Where most succeeds and a fall is bad, what fails is what users feel: 99.9 % and 99 % differ tenfold. */
function tellsSuccess(past) {
    return median(past) > 0.5 && past.every(value => value <= 1);
}
/** A share of successes by the share that is missing. At one half both are the same. */
function failureScale(past) {
    const failures = logScale(FRACTION_OFFSET, 1 - median(past));
    return {
        apply: value => -failures.apply(Math.max(0, 1 - value)),
        step: (level, factor) => failures.step(Math.max(0, 1 - level), 2 - factor)
    };
}
function logScale(offset, level) {
    const centre = Math.log(level + offset);
    const apply = (value) => {
        const moved = value + offset;
        const logarithm = moved > 0 ? Math.log(moved) : -Infinity;
        return Math.max(centre - MOST_LOG, Math.min(centre + MOST_LOG, logarithm));
    };
    // Nothing is relative to zero: the step from there is the one from what is added.
    const step = (from, factor) => {
        const level = Math.max(from, offset);
        return Math.abs(apply(level * factor) - apply(level));
    };
    return { apply, step };
}
/** Values that were never anything but zero: only whether there is one now counts. */
function occurrence() {
    return { apply: value => (value === 0 ? 0 : 1), step: () => 0.5 };
}
function linearScale(past) {
    const size = Math.max(quantile(past.map(Math.abs), 0.9), Number.MIN_VALUE);
    const limit = Math.exp(MOST_LOG);
    const apply = (value) => Math.max(-limit, Math.min(limit, value / size));
    return {
        apply,
        step: (level, factor) => Math.max(0.1, Math.abs(apply(level))) * Math.abs(factor - 1)
    };
}

;// CONCATENATED MODULE: ./.cache/build/judge/scan.js



/**
 * The placebo scan. The statistic that will watch the bake is first run over moments of the past at which
 * nothing was deployed; what it reached there is what it must exceed now. Because the statistic is a maximum
 * over the whole window, looking at every step and stopping early costs nothing.
 *
 * Series are on a regular grid, on a scale where a step is a relative change and worse is upward; NaN is a
 * gap. The constants were chosen on one half of the series in `bench/` and measured on the other.
 */
/** Points of the past whose median predicts the level. The one that makes the narrowest band is taken. */
const LEVELS = [10, 30, 90, 270];
/**
 * So often a level must fit into the past, beside the window. Neighbouring placebos share the error of a long one, so
 * that in a short past they agree by luck, and the narrowest band would be luck as well.
 */
const LEAST_FITS = 3;
/** In long means single values are cut at so many robust deviations. */
const scan_CLIP_DEVIATIONS = 2;
const scan_NORMAL_MAD = 1.4826;
const MOST_WINDOWS = 300;
/** With fewer placebo windows than this nothing can be calibrated. */
const FEWEST_WINDOWS = 12;
/** With so many the placebos need no help; with fewer a part of the rate goes to the prediction interval (`brief.ts`). */
const ENOUGH_WINDOWS = 60;
/** Of what the placebos lack, so much. */
const BRIEF_SHARE = 0.5;
/** Placebo windows overlap: a new one starts after a third of the window. */
const scan_STRIDES = 3;
/** Uppermost share of the placebos whose tail is fitted. */
const scan_TAIL_SHARE = 0.3;
/** The maximum of a window depends on a part of it, so that overlapping ones are worth nearly a whole one each. */
const OVERLAP_WORTH = 3;
/**
 * Of the rate that is asked for, so much is aimed at: centres, spreads and the level are learned from the same
 * placebos that they then measure, and no past holds all that the future does.
 */
const AIM = 0.7;
/** A tenth of the bake must be out of line, at most three steps running. */
const MOST_RUNNING = 3;
/** undefined: the past holds fewer than twelve placebo windows. */
function calibrateScan(past, plan) {
    const room = past.length - plan.window;
    return LEVELS.filter((length, i) => i === 0 || LEAST_FITS * length <= room)
        .map(length => calibrateLevel(past, plan, length))
        .reduce((best, scan) => (best === undefined || (scan && band(scan) < band(best)) ? scan : best), undefined);
}
/** What share of the rate that is asked for so many placebos may be trusted with. */
function trustIn(windows) {
    return AIM * Math.min(1, (windows + FEWEST_WINDOWS) / ENOUGH_WINDOWS);
}
/** What share the prediction interval has beside them; 0 where they suffice. */
function briefShare(windows) {
    return BRIEF_SHARE * Math.max(0, 1 - windows / ENOUGH_WINDOWS);
}
/** The statistic after each present value of the bake. */
function runScan(scan, bake) {
    const means = meansOf(subtract(bake, scan.level), scan.clip);
    const running = looksInLine(scan.plan.window);
    const rises = lowestOfLast(risesOf(means), running);
    const scores = lowestOfLast(scoresOf(means, scan.spans), running);
    return Array.from(scores, (score, i) => ({ score, rise: rises[i] ?? -Infinity }));
}
/** Probability that a window in which nothing is deployed reaches this score. */
function placeboChance(scan, score) {
    const { placebos, tail } = scan;
    if (score > tail.start)
        return tailProbability(tail, score);
    return (placebos.filter(placebo => placebo >= score).length + 1) / (placebos.length + 1);
}
/** The same scan with the threshold that is reached with this chance. */
function withChance(scan, chance) {
    return { ...scan, aim: chance, threshold: tailQuantile(scan.tail, chance) };
}
/** How large a lasting change must be to be seen for certain. */
function band({ spans, threshold }) {
    return bandOf(spans, threshold);
}
/** How many steps running must be out of line. */
function looksInLine(window) {
    return Math.max(1, Math.min(MOST_RUNNING, Math.round(window / 10)));
}
function calibrateLevel(past, plan, length) {
    const windows = placeboWindows(past, plan, length);
    const level = levelBefore(past, past.length, length);
    if (windows.length < FEWEST_WINDOWS || Number.isNaN(level))
        return undefined;
    const clip = clipOf(windows, plan.leastStep);
    const means = windows.map(window => meansOf(window.residuals, clip));
    const spans = describeSpans(means, plan.leastStep);
    const running = looksInLine(plan.window);
    const scores = means.map(rows => greatest(lowestOfLast(scoresOf(rows, spans), running)));
    const placebos = quantile_sorted(scores);
    const stride = strideOf(past.length, plan, length);
    const tail = fitTail(placebos, scan_TAIL_SHARE, Math.min(1, (OVERLAP_WORTH * stride) / plan.window));
    const aim = trustIn(windows.length) * plan.alpha;
    const threshold = tailQuantile(tail, aim);
    const byMoment = new Map(windows.map(({ before }, i) => [before, scores[i] ?? 0]));
    return { plan, level, clip, spans, aim, threshold, stride, placebos, tail, byMoment };
}
function placeboWindows(past, plan, length) {
    const stride = strideOf(past.length, plan, length);
    const windows = [];
    for (let start = lastStart(past.length, plan); start >= firstStart(past.length, length); start -= stride) {
        const level = levelBefore(past, start, length);
        const from = start + plan.gap;
        const residuals = subtract(past.subarray(from, from + plan.window), level);
        const known = residuals.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0);
        if (known * 2 >= plan.window)
            windows.push({ before: past.length - start, residuals });
    }
    return windows;
}
function strideOf(slots, plan, length) {
    const room = lastStart(slots, plan) - firstStart(slots, length) + 1;
    return Math.max(1, Math.floor(plan.window / scan_STRIDES), Math.ceil(room / MOST_WINDOWS));
}
function lastStart(slots, plan) {
    return slots - plan.gap - plan.window;
}
/** A long level may be learned from less at the beginning of a short past. */
function firstStart(slots, length) {
    return Math.max(3, Math.min(length, Math.floor(slots / 4)));
}
/** Median of what the slots before hold; NaN where more than half of them are gaps. */
function levelBefore(past, end, length) {
    const slots = past.subarray(Math.max(0, end - length), end);
    const known = knownOf(slots);
    return known.length * 2 < slots.length ? NaN : medianInPlace(known);
}
function subtract(values, level) {
    return values.map(value => value - level);
}
function clipOf(windows, leastStep) {
    const sizes = new Float64Array(windows.reduce((sum, { residuals }) => sum + residuals.length, 0));
    let count = 0;
    for (const { residuals } of windows) {
        for (const value of knownOf(residuals))
            sizes[count++] = Math.abs(value);
    }
    const deviation = scan_NORMAL_MAD * medianInPlace(sizes.subarray(0, count));
    return Math.max(scan_CLIP_DEVIATIONS * deviation, 2 * leastStep);
}

;// CONCATENATED MODULE: ./.cache/build/judge/series.js









/** Slots of history that are looked at: more would cost time and teach little. */
const MOST_SLOTS = 30_000;
/** Steps running that must be out of line, where the bake has so many. */
const PERSIST = 2;
function learnSeries(track, question, frame) {
    const { grain, direction, tolerance, alpha } = question;
    const past = quietPast(track.past, grain, frame);
    const raw = pastGrid(past, grain, frame.rolloutStart, MOST_SLOTS);
    const scale = chooseScale(present(raw), question.isFraction, direction);
    const before = median(baselineValues(past, frame));
    const leastStep = scale.step(before, toleratedFactor(direction, tolerance));
    const control = track.control && quietGrid(track.control.past, grain, frame, raw.length);
    const sides = { own: raw, ...(control === undefined ? {} : { control }) };
    const grid = against(sides, scale, direction);
    const slots = slotOfLook(frame.bake.end, grain, frame.bake.start) + 1;
    const gap = Math.max(0, Math.round((frame.bake.start - frame.rolloutStart) / grain));
    const scan = calibrateScan(grid, { window: slots, gap, leastStep, alpha });
    const brief = shareOfBrief(scan) > 0 ? describePast(grid) : undefined;
    const baseline = baselineSlots(frame, grain);
    return {
        question,
        scale,
        before,
        leastStep,
        slots,
        effect: learnEffect(sides, { gap, window: slots, baseline }),
        ...(scan === undefined ? {} : { scan }),
        ...(brief === undefined ? {} : { brief })
    };
}
/** Where the baseline window stands on the grid of the past. */
function baselineSlots({ baseline, rolloutStart }, grain) {
    return {
        slots: Math.max(1, Math.round((baseline.end - baseline.start) / grain)),
        offset: Math.max(0, Math.round((rolloutStart - baseline.end) / grain))
    };
}
/** On as many slots as the other side has. */
function quietGrid(past, grain, frame, slots) {
    const grid = pastGrid(quietPast(past, grain, frame), grain, frame.rolloutStart, slots);
    const whole = new Float64Array(slots).fill(NaN);
    whole.set(grid, slots - grid.length);
    return whole;
}
function compareSeries(past, track, frame) {
    const { grain, direction } = past.question;
    const place = (samples) => bakeGrid(samples, grain, frame.bake.start, past.slots);
    const control = track.control && place(track.control.bake);
    const sides = { own: place(track.bake), ...(control === undefined ? {} : { control }) };
    const grid = against(sides, past.scale, direction);
    const unknown = notComparable(past, present(grid).length);
    if (unknown !== undefined)
        return unknown;
    const found = find(past, grid, frame);
    const known = slotsKnown(grid);
    const slot = found.index === undefined ? undefined : known[found.index];
    const broke = slot === undefined ? undefined : frame.bake.start + (slot + 1) * grain;
    const own = { before: past.before, after: typicalSince(track.bake, broke) };
    const effect = effectOf(past.effect, {
        own,
        ...(track.control === undefined
            ? {}
            : { control: changeOf(track.control, grain, broke, frame) })
    }, sides, [slot ?? 0, known.at(-1) ?? 0]);
    return {
        ...found.facts,
        ...own,
        ...(effect === undefined ? {} : { effect }),
        ...(broke === undefined ? {} : { firstBreach: broke })
    };
}
/** Median since the breach, or of the whole bake where there is none. */
function typicalSince(bake, broke) {
    const recent = bake.filter(sample => sample.at >= (broke ?? -Infinity));
    return median((recent.length > 0 ? recent : bake).map(sample => sample.value));
}
function changeOf(control, grain, broke, frame) {
    const before = median(baselineValues(quietPast(control.past, grain, frame), frame));
    return { before, after: typicalSince(control.bake, broke) };
}
function notComparable(past, points) {
    if (past.scan === undefined && past.brief === undefined) {
        const why = 'the time before the deploy holds too little data';
        return { state: 'unknown', code: 'too-little-history', why };
    }
    if (points >= (past.scan === undefined ? FEWEST_POINTS : 1))
        return undefined;
    const why = 'there are too few values since the deploy';
    return { state: 'unknown', code: 'too-few-samples', why };
}
/** By the placebos, by the prediction interval, or by the one of both that alarms first. */
function find(past, grid, frame) {
    const { scan, brief } = past;
    if (scan === undefined)
        return byBrief(past, grid);
    const scanned = byScan(past, scan, grid, frame);
    if (brief === undefined || present(grid).length < FEWEST_POINTS)
        return scanned;
    const { facts, index } = byBrief(past, grid);
    if (index === undefined || (scanned.index ?? Infinity) <= index)
        return scanned;
    const { path, powerful } = scanned.facts;
    return { facts: { ...facts, powerful, ...(path === undefined ? {} : { path }) }, index };
}
function shareOfBrief(scan) {
    return scan === undefined ? 1 : briefShare(scan.placebos.length);
}
function byScan(past, scan, grid, frame) {
    const steps = runScan(scan, grid);
    const isLarge = ({ rise }) => reaches(rise, past.leastStep);
    const alarm = steps.findIndex(step => exceeds(step.score, scan.threshold) && isLarge(step));
    const index = alarm < 0 ? undefined : alarm;
    const most = Math.max(...steps.map(step => step.score));
    const rises = present(grid).map(value => (value - scan.level) / past.leastStep);
    const ends = slotsKnown(grid).map(slot => frame.bake.start + (slot + 1) * past.question.grain);
    const facts = {
        state: index === undefined ? 'not-worse' : 'worse',
        chance: index === undefined ? 1 : placeboChance(scan, most),
        placebo: {
            windows: scan.placebos.length,
            alarmed: scan.placebos.filter(placebo => exceeds(placebo, scan.threshold)).length
        },
        path: steps.map((step, i) => ({
            at: ends[i] ?? frame.bake.end,
            surprise: isLarge(step) ? -Math.log(placeboChance(scan, step.score)) : 0,
            rise: rises[i] ?? 0
        })),
        powerful: band(scan) <= 2 * past.leastStep,
        suspicious: false,
        wentAway: index !== undefined && isWellAgain(rises, past.slots, index)
    };
    return { facts, index };
}
function byBrief(past, grid) {
    const { brief } = past;
    const steps = brief === undefined ? [] : runBrief(brief, grid);
    // Every slot is a chance to be wrong.
    const alpha = (shareOfBrief(past.scan) * past.question.alpha) / past.slots;
    const index = firstRunning(steps, ({ chance, step }) => chance < alpha && reaches(step, past.leastStep));
    const values = present(grid);
    const rise = median(values) - (brief?.level ?? 0);
    const facts = {
        state: index === undefined ? 'not-worse' : 'worse',
        chance: Math.min(1, past.slots * Math.min(1, ...steps.map(step => step.chance))),
        powerful: false,
        suspicious: index === undefined && reaches(rise, past.leastStep),
        wentAway: index !== undefined &&
            isWellAgain(values.map(value => (value - (brief?.level ?? 0)) / past.leastStep), past.slots, index)
    };
    return { facts, index };
}
/** Index of the step at which the test has held so many steps running. */
function firstRunning(steps, test) {
    let run = 0;
    for (const [index, step] of steps.entries()) {
        run = test(step) ? run + 1 : 0;
        if (run === Math.min(PERSIST, Math.max(1, steps.length)))
            return index;
    }
    return undefined;
}
function transform(grid, scale, direction) {
    const sign = direction === 'higher' ? 1 : -1;
    return grid.map(value => (Number.isNaN(value) ? NaN : sign * scale.apply(value)));
}
/** Worse is upward; less the control's where there is one, slot by slot. */
function against({ own, control }, scale, direction) {
    const mine = transform(own, scale, direction);
    if (control === undefined)
        return mine;
    const theirs = transform(control, scale, direction);
    return mine.map((value, slot) => value - (theirs[slot] ?? NaN));
}
/** The slots that hold a value, in order. */
function slotsKnown(grid) {
    return Array.from(grid.keys()).filter(slot => !Number.isNaN(grid[slot]));
}
/**
 * The values of the baseline window; as many of the newest where a part of it is left out, and all there are
 * where it holds none.
 */
function baselineValues(past, frame) {
    const { baseline, interval, leftOut = [] } = frame;
    const quiet = quietPast(past, interval, frame);
    const inside = quiet.filter(({ at }) => at > baseline.start && at <= baseline.end);
    const isWhole = leftOut.every(({ end }) => end <= baseline.start);
    const newest = quiet.slice(-Math.max(1, Math.round((baseline.end - baseline.start) / interval)));
    const chosen = isWhole ? inside : newest;
    return (chosen.length > 0 ? chosen : past).map(sample => sample.value);
}

;// CONCATENATED MODULE: ./.cache/build/judge/compare.js






/** Without `compare`, what counts as "got worse" for a limit that the baseline broke as well. */
const DEFAULT_TOLERANCE = { counts: 0.5, values: 0.25 };
/** How many old series a new one is held against. */
const MOST_STAND_INS = 20;
/** What the user asked for; undefined where the check does not compare, or compares signatures. */
function planComparison(check, alpha) {
    const { compare } = check;
    if (compare === undefined || check.kind === 'logs')
        return undefined;
    const { worse, tolerance } = compare;
    return { directions: worse === 'either' ? ['higher', 'lower'] : [worse], tolerance, alpha };
}
/** What tells whether a limit that the baseline broke as well is broken worse now. */
function defaultPlan(check, way, alpha) {
    const usual = countsEvents(check) ? DEFAULT_TOLERANCE.counts : DEFAULT_TOLERANCE.values;
    return { directions: [way], tolerance: check.compare?.tolerance ?? usual, alpha };
}
/** Each constant takes some 20 ms to compute and never changes. */
const constants = new Map();
/** Constant of the boundary over so many looks. */
function boundaryFor(looks, alpha, growth) {
    const key = `${looks} ${alpha} ${growth}`;
    const known = constants.get(key) ?? boundaryConstant(alpha, Math.max(1, looks), boundaryHeight, growth);
    constants.set(key, known);
    return known;
}
function learn(check, reading, frame, plan) {
    const byCount = countsEvents(check);
    const { directions, tolerance } = plan;
    const series = Math.max(1, byCount ? reading.counts.length : reading.values.length);
    const alpha = plan.alpha / directions.length / series;
    const pasts = new Map();
    for (const track of byCount ? [] : reading.values) {
        for (const direction of track.past.length > 0 ? directions : []) {
            const { grain } = reading;
            const isFraction = check.unit === 'fraction';
            const question = { direction, tolerance, isFraction, alpha, grain };
            pasts.set(pastKey(track, direction), learnSeries(track, question, frame));
        }
    }
    const boundary = (growth) => boundaryFor(frame.looks.length, alpha, growth);
    return { tolerance, directions, alpha, boundary, grain: reading.grain, pasts };
}
function compareValueTrack(comparer, track, all, direction, frame) {
    const own = comparer.pasts.get(pastKey(track, direction));
    if (own !== undefined)
        return compareSeries(own, track, frame);
    const against = standIns(all).flatMap(other => comparer.pasts.get(pastKey(other, direction)) ?? []);
    return mildest(against.map(past => compareSeries(past, track, frame)));
}
function compareCountTrack(comparer, check, track, all, direction, frame) {
    const question = {
        kind: check.kind === 'count' ? 'count' : 'ratio',
        direction,
        tolerance: comparer.tolerance,
        minTotal: check.kind === 'ratio' ? check.minTotal : 0,
        looks: frame.looks,
        start: frame.bake.start,
        grain: comparer.grain,
        baselineWidth: frame.baseline.end - frame.baseline.start,
        boundary: comparer.boundary
    };
    const quiet = quietTrack(track, comparer.grain, frame);
    if (quiet.before !== undefined || quiet.control !== undefined)
        return compareCounts(quiet, question);
    const others = all.filter(other => other.before !== undefined);
    const gone = others.filter(other => other.soFar.length === 0);
    return compareCounts({ ...quiet, ...pool(gone.length > 0 ? gone : others) }, question);
}
/**
 * Did a value whose limit the baseline broke too get worse? By the comparison; where that knows too little,
 * only when all of the breach lies beyond the worst of the baseline by the tolerance.
 */
function gotWorse(comparison, track, frame, direction, tolerance) {
    if (comparison.state === 'worse')
        return true;
    if (comparison.state === 'not-worse' && !comparison.suspicious)
        return false;
    const baseline = baselineValues(track.past, frame);
    const bake = track.bake.map(sample => sample.value);
    if (baseline.length === 0 || bake.length < 3)
        return false;
    const factor = toleratedFactor(direction, tolerance);
    return direction === 'higher'
        ? Math.min(...bake.slice(-3)) > factor * Math.max(...baseline)
        : Math.max(...bake.slice(-3)) < factor * Math.min(...baseline);
}
function countsEvents(check) {
    return check.kind === 'ratio' || check.kind === 'count';
}
function pastKey(track, direction) {
    return direction + (0,build_labels/* labelKey */.k)(track.labels);
}
/** Series that a new one is held against: those that vanished at the deploy, else all with a past. */
function standIns(all) {
    const old = all.filter(track => track.past.length > 0);
    const gone = old.filter(track => track.bake.length === 0);
    return (gone.length > 0 ? gone : old).slice(0, MOST_STAND_INS);
}
/** A new series is worse only when it is worse than every old one would permit. */
function mildest(comparisons) {
    const known = comparisons.filter((found) => found.state !== 'unknown');
    const best = known.find(found => found.state === 'not-worse') ?? known[0] ?? comparisons[0];
    const why = 'the series is new and there is none from before the deploy to hold it against';
    if (best !== undefined && best.state !== 'unknown') {
        // Held against another's past, it takes no part in the alarm over all series.
        const { path: _path, ...rest } = best;
        return rest;
    }
    return best ?? { state: 'unknown', code: 'too-little-history', why };
}
function quietTrack(track, grain, frame) {
    const past = quietPast(track.past, grain, frame);
    if (track.control === undefined)
        return { ...track, past };
    const control = { ...track.control, past: quietPast(track.control.past, grain, frame) };
    return { ...track, past, control };
}
function pool(tracks) {
    if (tracks.length === 0)
        return {};
    const sum = (part) => tracks.reduce((total, track) => total + (track.before?.[part] ?? 0), 0);
    return { before: { at: tracks[0]?.before?.at ?? 0, bad: sum('bad'), total: sum('total') } };
}

;// CONCATENATED MODULE: ./.cache/build/judge/finding.js
const WORST_FIRST = ['fail', 'inconclusive', 'pass'];
/** The first of the worst: among equals the order of the rules, then of the series, decides. */
function worst(findings) {
    for (const verdict of WORST_FIRST) {
        const found = findings.find(finding => finding.verdict === verdict);
        if (found !== undefined)
            return found;
    }
    return undefined;
}
function fail(code, sentence, facts = {}) {
    return { ...facts, verdict: 'fail', code, sentence, certain: true };
}
function inconclusive(code, sentence, facts = {}) {
    return { ...facts, verdict: 'inconclusive', code, sentence, certain: false };
}
function pass(code, sentence, facts = {}) {
    return { ...facts, verdict: 'pass', code, sentence, certain: false };
}

// EXTERNAL MODULE: ./.cache/build/judge/sentence.js
var sentence = __webpack_require__(5210);
;// CONCATENATED MODULE: ./.cache/build/judge/coverage.js


/** Counts of each kind of unanswered look, the most frequent first. */
function countFailures(looks) {
    const counts = new Map();
    for (const look of looks) {
        const code = failureOf(look);
        if (code === undefined)
            continue;
        const known = counts.get(code) ?? {
            looks: 0,
            ...(look.failure === undefined ? {} : { message: look.failure.message })
        };
        counts.set(code, { ...known, looks: known.looks + 1 });
    }
    return [...counts]
        .map(([code, known]) => ({ code, ...known }))
        .sort((a, b) => b.looks - a.looks || (a.code < b.code ? -1 : 1));
}
/** Too few of the planned looks were answered to pass; undefined where there are enough. */
function judgeCoverage(reading, least) {
    const { answered, planned } = reading;
    if (answered > 0 && answered / planned >= least)
        return undefined;
    const failures = countFailures(reading.looks);
    const unanswered = failures.reduce((sum, failure) => sum + failure.looks, 0);
    const first = failures[0];
    const shared = first !== undefined && first.looks * 2 > unanswered;
    const why = shared ? CAUSES[first.code] : CAUSES.empty;
    const told = `${(0,sentence/* sayNumber */.jp)(answered)} of ${(0,sentence/* sayCount */.j2)(planned, 'planned evaluation')} had a complete and fresh answer`;
    return inconclusive(why.code, `${told}; ${(0,sentence/* sayNumber */.jp)(least * 100)} % are needed. ${why.words}`);
}
const CAUSES = {
    partial: { code: 'partial-data', words: 'Data was missing from the answers.' },
    stale: { code: 'stale-data', words: 'The newest value was too old.' },
    empty: { code: 'low-coverage', words: 'The rest had no value.' },
    'provider-error': { code: 'provider-error', words: 'The endpoint answered with an error.' },
    'invalid-query': { code: 'provider-error', words: 'The endpoint refused the query.' },
    'rate-limited': { code: 'rate-limited', words: 'The endpoint limited our requests.' },
    'not-authorised': { code: 'not-authorised', words: 'The endpoint refused our credentials.' },
    'response-too-large': { code: 'response-too-large', words: 'The answers were too large.' },
    'not-json': { code: 'not-json', words: 'The answers were not JSON.' },
    'redirect-refused': { code: 'redirect-refused', words: 'The endpoint redirected us.' },
    tls: { code: 'tls', words: 'The encrypted connection failed.' },
    deadline: { code: 'deadline', words: 'The endpoint did not answer in time.' },
    'clock-skew': { code: 'clock-skew', words: "The endpoint's clock disagrees with ours." }
};
function failureOf(look) {
    if (look.state === 'answered')
        return undefined;
    return look.state === 'failed' ? (look.failure?.code ?? 'provider-error') : look.state;
}

;// CONCATENATED MODULE: ./.cache/build/judge/novelty.js
/**
 * How many events make an unknown signature new. Every log has forms of line that come once in a while: some of
 * them come since the deploy and not before it, with no fault of the release. As many events are asked for as bring
 * the expected number of these below the rate of false alarms. It is told in two ways, and the larger counts; p and q are
 * the shares of the bake and of the baseline in the exposure.
 *
 * Exactly, where lines are independent: of a form with j events in all, every one falls into the bake with probability
 * pʲ. So each form that was there before stands for pʲ of those that are taken for new, whether it came again or
 * not. The one in question is one of them if it is a false one, and counts too, though for no more than all others
 * do: a log that is not known for rare forms is not thought to have one.
 *
 * By the other side, where lines of a form come together, and all of them on one side more often than that: one that was
 * there j times before and not since stands for (p/q)ʲ.
 */
/** What came this often is held against the release in any log: releases remove lines too, and these are no luck. */
const MOST_NEEDED = 12;
function eventsNeeded(question) {
    const { check, logs, frame, alpha } = question;
    const { minCount } = check.newSignatures;
    const before = logs.before?.exposure ?? 0;
    const level = alpha / Math.max(1, frame.looks.length);
    const needs = new Map();
    if (before > 0) {
        for (const { at, exposure } of logs.soFar) {
            const known = knownBy(logs.signatures, at);
            needs.set(at, neededFor(known, exposure / before, minCount, level));
        }
    }
    const ofRead = (at) => needs.get(at) ?? minCount;
    const ofCounted = neededOfCounted(question, ofRead, level);
    return ({ counted }, at) => (counted === undefined ? ofRead(at) : ofCounted(at));
}
/**
 * The store counted all of its lines, so the others must be all lines too: its own patterns of before the
 * deploy. Where they are not all of them, as many are asked for as would bring the events asked for into what was
 * read, and at most what is enough in any log.
 */
function neededOfCounted({ check, logs, frame }, ofRead, level) {
    const { minCount } = check.newSignatures;
    const { patterns } = logs;
    const shares = new Map(logs.soFar.map(({ at, matched, read }) => [at, read / matched]));
    return at => {
        if (patterns?.complete === true && patterns.seconds > 0) {
            const odds = Math.max(0, at - frame.bake.start) / 1000 / patterns.seconds;
            return neededFor(novelty_knownOf(patterns.rare), odds, minCount, level);
        }
        const most = Math.max(minCount, MOST_NEEDED);
        const share = shares.get(at) ?? 0;
        return share > 0 ? Math.min(most, Math.ceil(ofRead(at) / share)) : most;
    };
}
function knownBy(signatures, at) {
    return novelty_knownOf(signatures.flatMap(({ before, soFar, accepted }) => {
        if (accepted === true || before === undefined || before.bad === 0)
            return [];
        return [[before.bad, soFar.findLast(tally => tally.at <= at)?.bad ?? 0, 1]];
    }));
}
/** Of [events before, events since, how many forms had these]. */
function novelty_knownOf(forms) {
    const all = new Map();
    const gone = new Map();
    for (const [before, since, count] of forms) {
        all.set(before + since, (all.get(before + since) ?? 0) + count);
        if (since === 0)
            gone.set(before, (gone.get(before) ?? 0) + count);
    }
    return { all, gone };
}
function neededFor(known, odds, least, alpha) {
    let needed = least;
    while (needed < Math.max(least, MOST_NEEDED) && falselyNew(known, odds, needed) > alpha)
        needed++;
    return needed;
}
/** Expected number of forms with at least so many events that fall into the bake alone by chance. */
function falselyNew({ all, gone }, odds, needed) {
    const share = odds / (1 + odds);
    const others = expectedOf(all, share, needed);
    return Math.max(others + Math.min(others, share ** needed), expectedOf(gone, odds, needed));
}
function expectedOf(forms, chance, needed) {
    let expected = 0;
    for (const [events, count] of forms)
        if (events >= needed)
            expected += count * chance ** events;
    return expected;
}

;// CONCATENATED MODULE: ./.cache/build/judge/signature-rate.js



/**
 * Known signatures by their rate. At each look the events since the deploy, given all events, are binomial
 * with the bake's share of the exposure where nothing changed: an exact tail, no normal limit. The level is
 * divided by the planned looks and by the signatures judged at that look, so all of them together alarm falsely no more
 * often than agreed, wherever one stops. Lines come in bursts: the variance of the steps before the deploy, beyond that
 * of independent events, makes events count for less. More traffic brings more of everything: lines that are no errors
 * tell by how much.
 */
/** Events by which a known signature must grow or fall at least: fewer are nobody's incident. */
const signature_rate_LEAST_EVENTS = 10;
const RATE_TOLERANCE = 2;
/** With fewer lines that are no errors on one side nothing is known of the traffic. */
const LEAST_TRAFFIC = 50;
/** No more growth than this is put down to traffic. */
const MOST_TRAFFIC = 3;
/** Words of lines that tell of something gone wrong, whatever their level would be. */
const OF_ERRORS = /\b(?:errors?|exceptions?|fail(?:s|ed|ure|ures|ing)?|(?:could|can|did|was|were|is) ?not|cannot|(?:could|ca|did|was|were|is)n't|unable|unavailable|unreachable|unexpected|refused|rejected|denied|forbidden|invalid|illegal|missing|lost|timed? ?-?out|timeout|panic|fatal|crash(?:ed)?|abort(?:ed|ing)?|killed|out of memory|deadlock|retry(?:ing)?|giving up|warn(?:ing)?)\b/i;
/** So many events of its own weigh as much as what all signatures together tell of bursts. */
const OWN_EVENTS = 30;
/** By id: those that were there before. */
function judgeRates(question) {
    const { logs, frame, check } = question;
    const known = logs.signatures.flatMap(track => {
        const reference = referenceOf(track);
        return reference === undefined ? [] : [{ track, reference }];
    });
    const steps = Math.max(1, Math.round((frame.baseline.end - frame.baseline.start) / frame.interval));
    const bursts = burstsOf(known, steps, question);
    const traffic = trafficOf(logs);
    const context = { question, steps, bursts, traffic, tests: testsOf(known, question) };
    const directions = directionsOf(check);
    return new Map(known.map(one => [one.track.id, judgeOne(one, context, directions)]));
}
/** Its baseline; for what was not in it, the history further back. */
function referenceOf({ before, earlier }) {
    const found = before !== undefined && before.bad > 0 ? before : earlier;
    return found !== undefined && found.bad > 0 && found.total > 0 ? found : undefined;
}
function directionsOf({ compare }) {
    if (compare === undefined)
        return ['higher'];
    return compare.worse === 'either' ? ['higher', 'lower'] : [compare.worse];
}
function judgeOne({ track, reference }, context, directions) {
    const last = track.soFar.at(-1);
    const told = { id: track.id, before: track.before?.bad ?? 0, after: last?.bad ?? 0 };
    const found = directions.flatMap(way => firstJump(track, reference, way, context) ?? [])[0];
    if (found !== undefined)
        return { ...told, state: 'more', ...found };
    if (last === undefined)
        return { ...told, state: 'known' };
    return {
        ...told,
        state: 'known',
        expected: signature_rate_expectedOf(last, reference, context.traffic(track, last.at))
    };
}
function firstJump(track, reference, way, context) {
    const { check, alpha, frame } = context.question;
    const factor = toleratedFactor(way, check.compare?.tolerance ?? RATE_TOLERANCE);
    const trafficAt = (at) => (way === 'higher' ? context.traffic(track, at) : 1);
    const usual = (tally) => signature_rate_expectedOf(tally, reference, trafficAt(tally.at));
    const tallies = talliesOf(track, way, context.question);
    for (const tally of tallies) {
        if (!signature_rate_isLarge(tally.bad, usual(tally), factor, way))
            continue;
        const inflation = inflationOf(track, tally, reference, context);
        const tail = tailOf(tally, reference, trafficAt(tally.at), way, inflation);
        const chance = Math.min(1, tail * context.tests(tally.at) * Math.max(1, frame.looks.length));
        // Told beside all of its events so far, and so of all that time.
        const expected = usual(tallies.at(-1) ?? tally);
        if (chance <= alpha)
            return { expected, chance, firstBreach: tally.at };
    }
    return undefined;
}
/** A rise shows where events come, a fall at every look. */
function talliesOf(track, way, { logs }) {
    if (way === 'higher')
        return track.soFar;
    return logs.soFar.map(({ at, exposure }) => ({
        at,
        bad: eventsBy(track, at),
        total: exposure
    }));
}
function signature_rate_expectedOf({ total }, reference, traffic) {
    return (reference.bad / reference.total) * total * traffic;
}
function signature_rate_isLarge(bad, expected, factor, way) {
    if (way === 'lower')
        return bad <= expected * factor && bad + signature_rate_LEAST_EVENTS <= expected;
    return bad >= expected * factor && bad >= expected + signature_rate_LEAST_EVENTS;
}
/** P(so many or more; so few or fewer), given the events of both sides; each event is worth 1/inflation. */
function tailOf(tally, reference, traffic, way, inflation) {
    const exposure = tally.total * traffic;
    const share = exposure / (exposure + reference.total);
    const [here, there] = [tally.bad / inflation, reference.bad / inflation];
    return way === 'higher'
        ? regularisedBeta(share, here, there + 1)
        : regularisedBeta(1 - share, there, here + 1);
}
/** As in counts.ts: what the variance of the steps' rates adds to that of independent events. */
function inflationOf(track, tally, reference, { question, steps, bursts }) {
    const variance = bursts.get(track.id) ?? 0;
    const { bake, interval } = question.frame;
    const bakeSteps = Math.max(1, (tally.at - bake.start) / interval);
    const rate = (tally.bad + reference.bad) / (tally.total + reference.total);
    const events = (side) => Math.max(0.5, rate * side.total);
    const independent = 1 / events(tally) + 1 / events(reference);
    return 1 + (variance / bakeSteps + variance / steps) / independent;
}
/** A signature with few events tells little of its own bursts: what the others tell stands in. */
function burstsOf(known, steps, { frame }) {
    const own = known.map(({ track, reference }) => ({
        id: track.id,
        events: reference.bad,
        variance: rateVariance(gridOf(track, reference, steps, frame.baseline.start, frame.interval))
    }));
    const told = own.filter(({ events }) => events >= OWN_EVENTS);
    const common = told.reduce((sum, { variance }) => sum + variance / told.length, 0);
    return new Map(own.map(({ id, events, variance }) => {
        const weight = events / (events + OWN_EVENTS);
        return [id, weight * variance + (1 - weight) * Math.max(common, variance)];
    }));
}
/** The steps of the baseline, those without an event of it too. */
function gridOf({ past }, reference, steps, start, interval) {
    const usual = reference.total / steps;
    const byStep = new Map(past.map(tally => [Math.ceil((tally.at - start) / interval), tally]));
    return Array.from({ length: steps }, (_, i) => byStep.get(i + 1) ?? { bad: 0, total: usual });
}
/** How many signatures of before had an event by this look. */
function testsOf(known, { check }) {
    if (check.compare !== undefined && check.compare.worse !== 'higher')
        return () => 2 * known.length;
    const firsts = known.flatMap(({ track }) => track.soFar[0]?.at ?? []);
    return at => Math.max(1, firsts.filter(first => first <= at).length);
}
/** How much more other lines than errors came up to a look than before the deploy; at least 1. */
function trafficOf({ signatures, before, soFar }) {
    const calm = new Set(signatures.filter(track => isCalm(track) && eventsBefore(track) > 0));
    const known = [...calm].reduce((sum, track) => sum + eventsBefore(track), 0);
    const exposures = new Map(soFar.map(({ at, exposure }) => [at, exposure]));
    const byLook = new Map();
    const eventsAt = (look) => {
        const found = byLook.get(look) ?? [...calm].reduce((sum, track) => sum + eventsBy(track, look), 0);
        byLook.set(look, found);
        return found;
    };
    return (track, look) => {
        const isCalm = calm.has(track);
        const then = known - (isCalm ? eventsBefore(track) : 0);
        const now = eventsAt(look) - (isCalm ? eventsBy(track, look) : 0);
        const exposure = exposures.get(look) ?? 0;
        if (then < LEAST_TRAFFIC || now < LEAST_TRAFFIC || exposure <= 0)
            return 1;
        const growth = now / exposure / (then / (before?.exposure ?? 0));
        return Math.max(1, Math.min(MOST_TRAFFIC, growth));
    };
}
function eventsBefore({ before }) {
    return before?.bad ?? 0;
}
function eventsBy({ soFar }, look) {
    return soFar.findLast(tally => tally.at <= look)?.bad ?? 0;
}
/** A line without a level is an error where it has an exception, or words of one. */
function isCalm({ level, errorType, template }) {
    if (level !== undefined)
        return level === 'info' || level === 'debug' || level === 'trace';
    return errorType === undefined && !OF_ERRORS.test(template);
}

;// CONCATENATED MODULE: ./.cache/build/judge/signatures.js


/**
 * Decides each signature seen since the bake's start, and each whose rate fell where that is asked for; the
 * worst first. New: not one event of it in the baseline, and at least `minCount` since (more, where this log
 * is known for what comes once: novelty.ts). More: signature-rate.ts. What once stood against the release at some look
 * stands against it at every later one.
 */
function judgeSignatures(question) {
    const { signatures } = question.logs;
    const needed = eventsNeeded(question);
    const rates = judgeRates(question);
    return signatures
        .flatMap(track => {
        const rate = rates.get(track.id);
        const last = track.soFar.at(-1);
        if (rate !== undefined)
            return rate.state === 'more' || last !== undefined ? rate : [];
        return last === undefined ? [] : judgeUnknown(track, last.bad, question, needed);
    })
        .sort((a, b) => RANKS.indexOf(a.state) - RANKS.indexOf(b.state) || b.after - a.after);
}
const RANKS = [
    'new',
    'more',
    'unproven',
    'rare',
    'accepted',
    'deploy-noise',
    'known'
];
function judgeUnknown(track, after, question, needed) {
    const told = { id: track.id, before: track.before?.bad ?? 0, after };
    const excuse = excuseOf(track, after, question);
    if (excuse !== undefined)
        return { ...told, state: excuse };
    const first = track.soFar.find(({ bad, at }) => bad >= needed(track, at));
    if (first === undefined)
        return { ...told, state: 'rare' };
    const isProven = track.before !== undefined && track.absence !== undefined;
    return { ...told, state: isProven ? 'new' : 'unproven', firstBreach: first.at };
}
/** Why a signature that was not there before is not held against the release. */
function excuseOf(track, after, question) {
    if (track.accepted === true)
        return 'accepted';
    return isDeployNoise(track, after, question) ? 'deploy-noise' : undefined;
}
/** Earlier deploys printed it as well, each of those that were looked at; or it came right after this one only. */
function isDeployNoise(track, after, { check, logs }) {
    const looked = logs.earlierDeploys ?? 0;
    if (looked >= 2)
        return track.earlierDeploys === looked;
    return check.deployNoise > 0 && track.early === after;
}

;// CONCATENATED MODULE: ./.cache/build/judge/logs.js




/** So many lines missing, where the rate of before promised them, are silence and not luck. */
const MISSED_LINES = 20;
/** The rules for a `logs` check: signatures, whether the store speaks at all, coverage. */
function judgeLogs(trial, check) {
    const { evidence, frame, alpha, final, reading } = trial;
    const logs = evidence.logs ?? { signatures: [], soFar: [] };
    const signatures = judgeSignatures({ check, logs, frame, alpha });
    const planned = final ? reading.planned : Math.max(1, reading.looks.length);
    const presence = judgeLines(trial, check, logs);
    // An empty answer is one, and silence is told by its own name only.
    const answered = reading.answered + reading.empty;
    const coverage = presence === undefined
        ? judgeCoverage({ ...reading, answered, planned }, check.minCoverage)
        : undefined;
    const findings = [
        judgeNew(check, logs, signatures),
        logs_judgeRates(check, logs, signatures),
        presence,
        coverage,
        judgePast(trial, logs),
        judgeUnproven(check, signatures)
    ].flatMap(finding => finding ?? []);
    return { findings: [...findings, healthy(check, logs, signatures)], signatures };
}
function judgeNew({ newSignatures }, logs, signatures) {
    const found = inState(signatures, 'new');
    if (found.length <= newSignatures.max)
        return undefined;
    const events = found.reduce((sum, { after }) => sum + after, 0);
    const first = Math.min(...found.map(({ firstBreach }) => firstBreach ?? Infinity));
    const told = `${(0,sentence/* sayCount */.j2)(found.length, 'new signature')} in ${(0,sentence/* sayCount */.j2)(events, 'log event')} since the deploy, not one of them before it.`;
    return fail('new-signatures', told, {
        after: found.length,
        ...seenOf(logs),
        limit: { kind: 'max', value: newSignatures.max },
        firstBreach: first
    });
}
function logs_judgeRates({ compare }, logs, signatures) {
    const [worst, ...others] = inState(signatures, 'more');
    if (worst === undefined)
        return undefined;
    const { after, expected = 0, chance, firstBreach } = worst;
    const more = others.length === 0 ? '' : ` ${(0,sentence/* sayCount */.j2)(others.length, 'other signature')} jumped too.`;
    const ratio = expected > 0 ? after / expected : undefined;
    const times = ratio === undefined ? '' : `, ${(0,sentence/* sayRatio */.fU)(ratio)}`;
    const told = `A known signature came ${(0,sentence/* sayCount */.j2)(after, 'time')} where ${(0,sentence/* sayNumber */.jp)(expected)} ${expected === 1 ? 'was' : 'were'} to be expected${times}.${more}`;
    return fail('signature-rate', told, {
        after,
        ...seenOf(logs),
        before: expected,
        limit: { kind: 'tolerance', value: compare?.tolerance ?? 0, worse: 'higher' },
        ...(ratio === undefined ? {} : { effect: { as: 'ratio', value: ratio } }),
        ...(chance === undefined ? {} : { chance }),
        ...(firstBreach === undefined ? {} : { firstBreach })
    });
}
/** What looks new may have stood among the lines that were not read: no pass, and no failure. */
function judgeUnproven({ newSignatures }, signatures) {
    const found = inState(signatures, 'unproven');
    if (found.length <= newSignatures.max)
        return undefined;
    const told = `${(0,sentence/* sayCount */.j2)(found.length, 'signature')} may be new: not every line of before the deploy was read.`;
    return inconclusive('partial-data', told, { after: found.length });
}
function judgePast({ evidence, final }, logs) {
    if (logs.before !== undefined || !final)
        return undefined;
    const why = evidence.pastFailure === undefined ? 'was not asked for' : 'could not be read';
    return inconclusive('too-little-history', `What the log held before the deploy ${why}, so nothing in it can be told to be new.`);
}
/**
 * Tells silence of the store from the absence of such lines. A query for errors that finds none is good news
 * where the store is known to hold lines of this kind, or says that it looked at some.
 */
function judgeLines(trial, check, logs) {
    const { evidence, reading, final } = trial;
    const alive = reading.empty + reading.answered > 0;
    const looked = (evidence.scanned ?? 0) > 0;
    const isZero = check.noData === 'zero' || check.noData === 'pass';
    if (!alive || looked || isZero || logs.before === undefined)
        return undefined;
    if ((logs.soFar.at(-1)?.matched ?? 0) > 0)
        return judgeEnd(trial, check, logs, logs.before);
    if (logs.before.matched === 0) {
        const told = 'Not one line answers to this query, neither since the deploy nor before. Check the query, or say `no-data: zero` where that is how it should be.';
        return byPolicy(check, 'never-existed', told, final);
    }
    return judgeSilence(trial, check, logs.before.matched);
}
function judgeSilence(trial, check, before) {
    const { reading, frame, final } = trial;
    const until = reading.looks.at(-1)?.at ?? frame.bake.start;
    const width = Math.max(1, frame.baseline.end - frame.baseline.start);
    const expected = (before * (until - frame.bake.start)) / width;
    if (expected < MISSED_LINES)
        return undefined;
    const told = `Not one line since the deploy; ${(0,sentence/* sayNumber */.jp)(Math.round(expected))} were to be expected from the time before it.`;
    if (check.silence === 'fail' && final)
        return fail('silent', told);
    return byPolicy(check, 'stopped-at-deploy', told, final);
}
/**
 * A store that spoke since the deploy and then no more. Logs fall quiet now and then: it is silence where the lower
 * of both rates promised as many lines, and where the time before the deploy knows no pause half as long.
 */
function judgeEnd({ frame, final }, check, logs, before) {
    const last = logs.soFar.at(-1);
    const newest = logs.soFar.find(({ matched }) => matched === last?.matched);
    if (last === undefined || newest === undefined)
        return undefined;
    const away = last.at - newest.at;
    const rates = [
        before.matched / Math.max(1, frame.baseline.end - frame.baseline.start),
        newest.matched / Math.max(1, newest.at - frame.bake.start)
    ];
    const expected = Math.min(...rates) * away;
    if (expected < MISSED_LINES || away <= 2 * longestPause(logs, frame))
        return undefined;
    const told = `Not one line in the last ${(0,sentence/* sayDuration */.kP)(away)}; ${(0,sentence/* sayNumber */.jp)(Math.round(expected))} were to be expected.`;
    if (check.silence === 'fail' && final)
        return fail('silent', told);
    return byPolicy(check, 'stopped-at-deploy', told, final);
}
/** The longest time before the deploy without a line of any signature, in milliseconds. */
function longestPause({ signatures }, { baseline }) {
    const steps = signatures.flatMap(({ past }) => past.filter(({ bad }) => bad > 0));
    const times = [baseline.start, ...steps.map(({ at }) => at).sort((a, b) => a - b), baseline.end];
    return Math.max(...times.map((at, index) => at - (times[index - 1] ?? at)));
}
function byPolicy({ noData }, code, sentence, final) {
    if (noData === 'fail' && final) {
        return fail('no-data', `${sentence} This check fails without data.`);
    }
    return inconclusive(code, sentence);
}
function healthy(check, logs, signatures) {
    const read = logs.soFar.at(-1)?.read ?? 0;
    const rare = inState(signatures, 'rare').length;
    const excused = inState(signatures, 'accepted').length + inState(signatures, 'deploy-noise').length;
    const asides = [
        ...(rare === 0 ? [] : [`${(0,sentence/* sayNumber */.jp)(rare)} came too seldom to count`]),
        ...(excused === 0 ? [] : [`${(0,sentence/* sayNumber */.jp)(excused)} are accepted or belong to every deploy`])
    ];
    const after = inState(signatures, 'new').length;
    const told = `${(0,sentence/* sayCount */.j2)(signatures.length, 'signature')} in ${(0,sentence/* sayCount */.j2)(read, 'line')}, ${after === 0 ? 'none' : (0,sentence/* sayNumber */.jp)(after)} of them new`;
    const link = after === 0 ? ' but for those of which ' : ', and ';
    const aside = asides.length === 0 ? '' : `${link}${asides.join(' and ')}`;
    const limit = { kind: 'max', value: check.newSignatures.max };
    return pass('nothing-worse', `${told}${aside}.`, { after, ...seenOf(logs), limit });
}
function inState(signatures, state) {
    return signatures.filter(signature => signature.state === state);
}
/** Lines read, of those that there were. */
function seenOf({ soFar }) {
    const last = soFar.at(-1);
    return last === undefined ? {} : { counts: { bad: last.read, total: last.matched } };
}

;// CONCATENATED MODULE: ./.cache/build/judge/presence.js


/** Looks without any value, from a living endpoint, before silence is certain. */
const SILENT_LOOKS = 3;
/** Requests that should have come by now, before none at all is called silence: chance of none is e^-20. */
const MISSED_REQUESTS = 20;
/** Tells the kinds of "no data" apart; undefined where the check has values since the deploy. */
function judgePresence(presence) {
    const { reading } = presence;
    if (reading.empty + answeredLooks(reading) === 0)
        return undefined;
    const byCount = presence.check.kind === 'ratio' || presence.check.kind === 'count';
    return byCount ? countPresence(presence) : valuePresence(presence);
}
function valuePresence(presence) {
    const { reading } = presence;
    if (reading.values.some(track => track.bake.length > 0))
        return undefined;
    const newest = Math.max(...reading.values.flatMap(track => track.past.map(({ at }) => at)), -Infinity);
    if (reading.values.some(track => (track.control?.bake.length ?? 0) > 0))
        return deaf(presence);
    if (reading.values.length > 0 && newest === -Infinity) {
        return presence_byPolicy(presence, 'undefined-ratio', 'The series is there, but has no number as its value (such as 0/0).');
    }
    return newest === -Infinity ? never(presence) : stopped(presence, newest);
}
function countPresence(presence) {
    const { reading, check } = presence;
    const tracks = reading.counts;
    const last = tracks.flatMap(track => track.soFar.at(-1) ?? []);
    if (last.some(tally => tally.total > 0))
        return undefined;
    if (check.noData === 'zero' && last.length > 0) {
        return pass('healthy', 'Nothing was counted since the deploy, which this check takes as zero.');
    }
    const past = tracks.flatMap(track => pastTallies(track)).filter(tally => tally.total > 0);
    const newest = Math.max(...past.map(({ at }) => at), -Infinity);
    if (last.length === 0)
        return newest === -Infinity ? never(presence) : stopped(presence, newest);
    if (last.some(tally => tally.bad > 0)) {
        const odd = 'Bad events were counted, but the total is zero. Compare the two queries.';
        return presence_byPolicy(presence, 'undefined-ratio', odd);
    }
    if (newest === -Infinity) {
        return presence_byPolicy(presence, 'undefined-ratio', 'No request was counted, neither since the deploy nor before: 0/0.');
    }
    return noTraffic(presence, tracks);
}
function noTraffic(presence, tracks) {
    const expected = tracks.reduce((sum, track) => sum + expectedTotal(track, presence.frame), 0);
    const told = `Not one request since the deploy; ${(0,sentence/* sayNumber */.jp)(Math.round(expected))} were to be expected from the time before it.`;
    if (presence.check.silence === 'fail' && expected >= MISSED_REQUESTS && longEnough(presence)) {
        return fail('silent', told);
    }
    return presence_byPolicy(presence, 'zero-traffic', told);
}
/** Requests that the baseline's rate promises for the bake so far. */
function expectedTotal(track, frame) {
    const until = track.soFar.at(-1)?.at ?? frame.bake.start;
    const width = Math.max(1, frame.baseline.end - frame.baseline.start);
    return ((track.before?.total ?? 0) * (until - frame.bake.start)) / width;
}
function never(presence) {
    const matched = presence.scanned === 0 ? ' The selector matches nothing at the endpoint.' : '';
    const when = presence.pastKnown
        ? 'neither since the deploy nor before'
        : 'not since the deploy; what was before is unknown';
    return presence_byPolicy(presence, 'never-existed', `No series answers to this query, ${when}.${matched} Check the query.`);
}
function stopped(presence, newest) {
    const { reading, frame, check } = presence;
    const away = frame.rolloutStart - newest;
    if (away > 5 * reading.grain) {
        const told = `The series had already stopped ${(0,sentence/* sayDuration */.kP)(away)} before the rollout.`;
        return presence_byPolicy(presence, 'stopped-at-deploy', told);
    }
    const told = `The series was there until the deploy; since then ${(0,sentence/* sayCount */.j2)(reading.empty + answeredLooks(reading), 'evaluation')} of a living endpoint had no value.`;
    if (check.silence === 'fail' && longEnough(presence))
        return fail('silent', told);
    return presence_byPolicy(presence, 'stopped-at-deploy', told);
}
/** Nothing from the new release while its control group lives. */
function deaf(presence) {
    const told = 'The control group has values since the deploy, the new release has none.';
    if (presence.check.silence === 'fail' && longEnough(presence))
        return fail('silent', told);
    return presence_byPolicy(presence, 'stopped-at-deploy', told);
}
function longEnough({ reading, final }) {
    const alive = reading.empty + answeredLooks(reading);
    return (alive >= Math.min(SILENT_LOOKS, reading.planned) && (final || alive === reading.looks.length));
}
/** The user's `no-data` decides what nothing means; a failure for it waits for the end. */
function presence_byPolicy({ check, final }, code, sentence) {
    if (check.noData === 'pass')
        return pass('healthy', `${sentence} This check passes without data.`);
    if (check.noData === 'fail' && final)
        return fail('no-data', `${sentence} This check fails without data.`);
    return inconclusive(code, sentence);
}
function answeredLooks(reading) {
    return reading.looks.filter(look => look.state === 'answered').length;
}
function pastTallies(track) {
    return track.before === undefined ? track.past : [...track.past, track.before];
}

;// CONCATENATED MODULE: ./.cache/build/judge/telling.js


/** Puts a comparison into a finding with its numbers and one sentence. */
function tellComparison(check, found, how) {
    if (found.state === 'unknown') {
        const why = how.pastFailed ? 'asking for the past failed' : found.why;
        return inconclusive(found.code, `It cannot be compared: ${why}.`);
    }
    const facts = factsOf(check, found);
    const told = tell(check, found);
    if (found.state === 'worse') {
        if (how.patient && found.wentAway) {
            return inconclusive('went-away', `${told}, for a while; since then it is well again.`, facts);
        }
        const failed = fail('worse-than-baseline', `${told}; ${tellChance(found)}.`, facts);
        return { ...failed, certain: !how.patient };
    }
    if (found.suspicious && !found.powerful) {
        const thin = `${told}: more than tolerated, but there is too little data to be certain.`;
        return inconclusive('too-few-samples', thin, facts);
    }
    return pass('nothing-worse', `${told}; that is not worse than before the deploy.`, facts);
}
/** The judgement of the check that leads an alarm over all series. */
function tellJointAlarm(judgement, { labels, before, after }, { at, wentAway, patient }, { placebo }) {
    const audit = `${(0,sentence/* sayCount */.j2)(placebo.windows, 'past window')}, ${(0,sentence/* sayNumber */.jp)(placebo.alarmed)} of which would have alarmed`;
    const told = `All series together got worse, this one the most: ${(0,sentence/* say */.cv)(after, judgement.unit)}, ${(0,sentence/* say */.cv)(before, judgement.unit)} before the deploy`;
    const answer = wentAway
        ? {
            verdict: 'inconclusive',
            code: 'went-away',
            sentence: `${told}, for a while; since then it is well again.`
        }
        : {
            verdict: 'fail',
            code: 'joint-alarm',
            sentence: `${told}; checked against ${audit}.`
        };
    return {
        ...judgement,
        ...answer,
        certain: judgement.certain || !patient,
        before,
        after,
        placebo,
        firstBreach: at,
        ...(judgement.seriesCount > 1 ? { series: labels } : {})
    };
}
function factsOf(check, found) {
    const { before, after, chance, placebo, counts, firstBreach, effect } = found;
    const { compare } = check;
    return {
        before,
        after,
        ...(chance === undefined ? {} : { chance }),
        ...(placebo === undefined ? {} : { placebo }),
        ...(counts === undefined ? {} : { counts }),
        ...(firstBreach === undefined ? {} : { firstBreach }),
        ...(effect === undefined ? {} : { effect }),
        ...(compare === undefined
            ? {}
            : { limit: { kind: 'tolerance', value: compare.tolerance, worse: compare.worse } })
    };
}
function tell(check, found) {
    const { counts, before, after } = found;
    if (counts !== undefined && check.kind === 'ratio') {
        const rates = `${(0,sentence/* sayCount */.j2)(counts.bad, 'bad event')} in ${(0,sentence/* sayCount */.j2)(counts.total, 'request')} (${(0,sentence/* say */.cv)(after, 'fraction')})`;
        return `${rates}, ${sayExpected(counts.expected)} expected (${(0,sentence/* say */.cv)(before, 'fraction')})`;
    }
    if (counts !== undefined) {
        const time = (0,sentence/* sayDuration */.kP)(counts.total * 1000);
        return `${(0,sentence/* sayCount */.j2)(counts.bad, 'event')} in ${time}, ${sayExpected(counts.expected)} expected`;
    }
    const isRatio = before > 0 && after > 0 && before !== after;
    const change = isRatio ? ` (${(0,sentence/* sayRatio */.fU)(after / before)})` : '';
    return `${(0,sentence/* say */.cv)(after, check.unit)}${change}, ${(0,sentence/* say */.cv)(before, check.unit)} before the deploy`;
}
function sayExpected(expected) {
    return (0,sentence/* sayNumber */.jp)(expected < 10 ? Number(expected.toFixed(1)) : Math.round(expected));
}
function tellChance({ chance, placebo }) {
    const rare = chance === undefined ? [] : [`would happen by chance in ${(0,sentence/* sayChance */.wD)(chance)}`];
    const audit = placebo === undefined
        ? []
        : [
            `checked against ${(0,sentence/* sayCount */.j2)(placebo.windows, 'past window')}, ${(0,sentence/* sayNumber */.jp)(placebo.alarmed)} of which would have alarmed`
        ];
    return [...rare, ...audit].join('; ');
}

;// CONCATENATED MODULE: ./.cache/build/judge/threshold.js


/** The absolute limits `max` and `min` of one series; undefined where the check has none or nothing is known. */
function judgeLimits(limits) {
    const { check, points } = limits;
    if ((check.max === undefined && check.min === undefined) || points.length === 0)
        return undefined;
    const broken = judgeLimit(limits, 'max') ?? judgeLimit(limits, 'min');
    return broken ?? withinLimits(limits);
}
/** Bad events per total at each look with enough of them: what a ratio's limits speak of. */
function ratioPoints(track, least) {
    return track.soFar
        .filter(tally => tally.total > 0 && tally.total >= least)
        .map(tally => ({ at: tally.at, value: tally.bad / tally.total }));
}
/** How many looks running must break a limit. */
function looksRunning(check, planned) {
    return check.critical ? 1 : Math.max(1, Math.min(check.failAfter, planned));
}
/** The samples of the first run of so many that all satisfy the test. */
function firstRun(points, length, test) {
    let run = 0;
    for (let i = 0; i < points.length; i++) {
        run = test(points[i]?.value ?? NaN) ? run + 1 : 0;
        if (run === length)
            return points.slice(i + 1 - length, i + 1);
    }
    return undefined;
}
function judgeLimit(limits, kind) {
    const { check, points, before, planned } = limits;
    const limit = check[kind];
    if (limit === undefined)
        return undefined;
    const breaks = (value) => (kind === 'max' ? value > limit : value < limit);
    const run = firstRun(points, looksRunning(check, planned), breaks);
    if (run === undefined)
        return undefined;
    const mildest = mildestOf(run, kind);
    const facts = {
        after: mildest,
        limit: { kind, value: limit },
        firstBreach: run[0]?.at ?? 0,
        ...(before === undefined ? {} : { before })
    };
    const told = tellBreach(check, kind, mildest, limit);
    if (before !== undefined && breaks(before) && !limits.isWorse(WORSE_WAY[kind])) {
        const known = `${told}, but it was ${(0,sentence/* say */.cv)(before, check.unit)} before the deploy already and did not get worse.`;
        return inconclusive('already-failing', known, facts);
    }
    const looks = `at ${(0,sentence/* sayCount */.j2)(run.length, 'evaluation')}${run.length > 1 ? ' running' : ''}`;
    return fail(kind === 'max' ? 'above-max' : 'below-min', `${told} ${looks}.`, facts);
}
const WORSE_WAY = { max: 'higher', min: 'lower' };
function tellBreach(check, kind, value, limit) {
    const side = kind === 'max' ? 'above the maximum' : 'below the minimum';
    return `${(0,sentence/* say */.cv)(value, check.unit)} is ${side} of ${(0,sentence/* say */.cv)(limit, check.unit)}`;
}
function withinLimits({ check, points, before }) {
    const last = points.at(-1)?.value ?? 0;
    const kind = check.max === undefined ? 'min' : 'max';
    const limit = check[kind] ?? 0;
    const breaks = ({ value }) => value > (check.max ?? Infinity) || value < (check.min ?? -Infinity);
    const broke = points.filter(breaks);
    const facts = {
        after: last,
        limit: { kind, value: limit },
        ...(before === undefined ? {} : { before }),
        ...(broke[0] === undefined ? {} : { firstBreach: broke[0].at })
    };
    const margin = check.max !== undefined && check.min !== undefined
        ? `between ${(0,sentence/* say */.cv)(check.min, check.unit)} and ${(0,sentence/* say */.cv)(check.max, check.unit)}`
        : `${kind === 'max' ? 'at most' : 'at least'} ${(0,sentence/* say */.cv)(limit, check.unit)}`;
    const note = broke.length === 0
        ? ''
        : ` The limit was broken at ${(0,sentence/* sayNumber */.jp)(broke.length)} of ${(0,sentence/* sayNumber */.jp)(points.length)} evaluations, never at enough running.`;
    return pass('healthy', `${(0,sentence/* say */.cv)(last, check.unit)}; ${margin} is allowed.${note}`, facts);
}
/** Every look of the run broke the limit at least this much. */
function mildestOf(run, kind) {
    const values = run.map(sample => sample.value);
    return kind === 'max' ? Math.min(...values) : Math.max(...values);
}

;// CONCATENATED MODULE: ./.cache/build/judge/check.js










/** The rules, in order. All are asked; the worst answer wins, the earlier one among equals. */
const RULES = [
    judgePointInTime,
    judgeAllLimits,
    judgeAllComparisons,
    judgeData,
    judgeTotals
];
/** The judgement of one check, and whether its comparison could have seen what the user cares about. */
function judgeCheck(trial) {
    const { check, reading, evidence } = trial;
    const questions = askComparisons(trial);
    const logs = check.kind === 'logs' ? judgeLogs(trial, check) : undefined;
    const findings = logs?.findings ?? RULES.flatMap(rule => rule(trial, questions));
    const { certain, ...finding } = worst(findings) ?? nothingYet(trial);
    const seriesCount = Math.max(reading.values.length, reading.counts.length);
    const { series, ...facts } = finding;
    const judgement = {
        ...facts,
        ...(series === undefined || seriesCount < 2 ? {} : { series }),
        check: check.name,
        kind: check.kind,
        required: check.required,
        critical: check.critical,
        unit: check.unit,
        certain: certain || trial.final,
        samples: evidence.logs?.soFar.at(-1)?.read ?? countSamples(reading),
        looks: { planned: reading.planned, answered: reading.answered },
        seriesCount,
        ...(logs === undefined ? {} : { signatures: logs.signatures }),
        failures: countFailures(evidence.looks)
    };
    const powerful = questions.every(({ found }) => isPowerful(found));
    return { judgement, powerful, paths: pathsOf(questions) };
}
function judgePointInTime({ check, reading }) {
    return reading.values.flatMap(track => {
        const points = track.bake;
        if (points.length === 0)
            return [];
        const facts = { after: points.at(-1)?.value ?? 0, series: track.labels };
        if (check.kind === 'probe') {
            const length = looksRunning(check, reading.planned);
            const run = firstRun(points, length, value => value === 0);
            const failed = points.filter(point => point.value === 0).length;
            const told = `${(0,sentence/* sayNumber */.jp)(failed)} of ${(0,sentence/* sayCount */.j2)(points.length, 'request')} did not get the expected answer`;
            if (run === undefined)
                return [
                    pass('healthy', failed > 0
                        ? `${told}, never ${(0,sentence/* sayNumber */.jp)(length)} running.`
                        : `${points.length === 1 ? 'The one request' : `All ${(0,sentence/* sayCount */.j2)(points.length, 'request')}`} got the expected answer.`, facts)
                ];
            return [fail('probe-failed', `${told}.`, { ...facts, firstBreach: run[0]?.at ?? 0 })];
        }
        if (check.kind === 'firing')
            return [judgeFiring(track, facts)];
        return [];
    });
}
function judgeFiring(track, facts) {
    const first = track.bake.find(point => point.value > 0);
    if (first === undefined)
        return pass('healthy', 'No alert is firing.', facts);
    const told = `${(0,sentence/* sayCount */.j2)(first.value, 'alert')} fired since the deploy`;
    const known = track.past.at(-1);
    if (known !== undefined && known.value >= first.value) {
        return inconclusive('already-failing', `${told}, but fired before it already.`, facts);
    }
    return fail('alert-firing', `${told}.`, { ...facts, after: first.value, firstBreach: first.at });
}
function judgeAllLimits(trial) {
    const { check, reading, frame } = trial;
    const planned = reading.planned;
    if (check.kind === 'query') {
        return reading.values.flatMap(track => {
            const baseline = baselineValues(track.past, frame);
            const before = baseline.length === 0 ? {} : { before: median(baseline) };
            const isWorse = (way) => valueGotWorse(trial, track, way);
            // A query over the window: its limit speaks of the bake so far, as a ratio's does.
            const points = track.soFar ?? track.bake;
            const found = judgeLimits({ check, points, ...before, planned, isWorse });
            return found === undefined ? [] : [{ ...found, series: track.labels }];
        });
    }
    if (!countsEvents(check))
        return [];
    return reading.counts.flatMap(track => {
        const points = check.kind === 'ratio' ? ratioPoints(track, check.minTotal) : eventPoints(track);
        const before = check.kind === 'ratio' ? ratioBefore(track) : check_eventsBefore(track);
        const isWorse = (way) => countGotWorse(trial, track, way);
        const known = before === undefined ? {} : { before };
        const found = judgeLimits({ check, points, ...known, planned, isWorse });
        return found === undefined ? [] : [{ ...found, ...countFacts(track), series: track.labels }];
    });
}
/** A count's limit speaks of the events of the bake so far. */
function eventPoints(track) {
    return track.soFar.map(tally => ({ at: tally.at, value: tally.bad }));
}
function ratioBefore({ before }) {
    return before === undefined || before.total <= 0 ? undefined : before.bad / before.total;
}
/** Events that the baseline's rate promises for the bake so far. */
function check_eventsBefore({ before, soFar }) {
    const exposure = soFar.at(-1)?.total;
    if (before === undefined || before.total <= 0 || exposure === undefined)
        return undefined;
    return (before.bad / before.total) * exposure;
}
function countFacts(track) {
    const last = track.soFar.at(-1);
    if (last === undefined)
        return {};
    const rate = ratioBefore(track);
    const expected = rate === undefined ? {} : { expected: rate * last.total };
    return { counts: { bad: last.bad, total: last.total, ...expected } };
}
function valueGotWorse(trial, track, way) {
    const { reading, frame } = trial;
    const comparer = comparerFor(trial, way);
    const found = compareValueTrack(comparer, track, reading.values, way, frame);
    return gotWorse(found, track, frame, way, comparer.tolerance);
}
function countGotWorse(trial, track, way) {
    const { check, reading, frame } = trial;
    const comparer = comparerFor(trial, way);
    return compareCountTrack(comparer, check, track, reading.counts, way, frame).state === 'worse';
}
/** The check's own comparison where it looks that way, else one with the default tolerance. */
function comparerFor(trial, way) {
    const { check, reading, frame, comparer, falseAlarmRate } = trial;
    if (comparer?.directions.includes(way))
        return comparer;
    return learn(check, reading, frame, defaultPlan(check, way, falseAlarmRate));
}
function askComparisons(trial) {
    const { check, reading, frame, comparer } = trial;
    if (comparer === undefined)
        return [];
    return comparer.directions.flatMap(way => countsEvents(check)
        ? reading.counts
            .filter(track => track.soFar.some(tally => tally.total > 0))
            .map(track => ({
            labels: track.labels,
            found: compareCountTrack(comparer, check, track, reading.counts, way, frame)
        }))
        : reading.values
            .filter(track => track.bake.length > 0)
            .map(track => ({
            labels: track.labels,
            found: compareValueTrack(comparer, track, reading.values, way, frame)
        })));
}
function judgeAllComparisons(trial, questions) {
    const { check, evidence, patient } = trial;
    const how = { pastFailed: evidence.pastFailure !== undefined, patient };
    return questions.map(({ labels, found }) => ({
        ...tellComparison(check, found, how),
        series: labels
    }));
}
function pathsOf(questions) {
    return questions.flatMap(({ labels, found }) => found.state === 'unknown' || found.path === undefined
        ? []
        : [{ labels, path: found.path, before: found.before, after: found.after }]);
}
function isPowerful(found) {
    return found.state !== 'unknown' && found.powerful;
}
function judgeData(trial) {
    const { check, reading, frame, evidence, final } = trial;
    const alive = reading.looks.filter(look => look.state === 'answered' || look.state === 'empty');
    const pastKnown = evidence.pastFailure === undefined && !evidence.pointInTime;
    const presence = alive.length * 2 >= reading.looks.length
        ? judgePresence({ check, reading, frame, scanned: evidence.scanned, pastKnown, final })
        : undefined;
    // Where nothing is a pass, an empty answer is an answer.
    const answered = reading.answered + (check.noData === 'pass' ? reading.empty : 0);
    const planned = final ? reading.planned : Math.max(1, reading.looks.length);
    const coverage = judgeCoverage({ ...reading, answered, planned }, check.minCoverage);
    return [presence, coverage].flatMap(finding => finding ?? []);
}
/** Fewer requests than `min-total` decide nothing; one series with enough of them can. */
function judgeTotals({ check, reading }) {
    if (check.kind !== 'ratio')
        return [];
    const totals = reading.counts.flatMap(track => track.soFar.at(-1)?.total ?? []);
    const most = Math.max(0, ...totals);
    if (totals.length === 0 || most === 0 || most >= check.minTotal)
        return [];
    const told = `Only ${(0,sentence/* sayNumber */.jp)(most)} of the ${(0,sentence/* sayNumber */.jp)(check.minTotal)} requests that are needed to decide.`;
    return [inconclusive('too-few-requests', told)];
}
function nothingYet({ check, reading }) {
    if (reading.answered === 0)
        return inconclusive('too-few-samples', 'There is no answer yet.');
    return pass('healthy', `Nothing is wrong; ${(0,sentence/* say */.cv)(reading.answered, 'count')} evaluations of ${check.kind === 'ratio' ? 'the ratio' : 'the check'} were answered.`);
}
function countSamples(reading) {
    const values = reading.values.reduce((sum, track) => sum + track.bake.length, 0);
    return reading.counts.reduce((sum, track) => sum + track.soFar.length, values);
}

;// CONCATENATED MODULE: ./.cache/build/judge/joint.js




/** Surprise below which a series adds nothing: a chance of 14 %. Chosen on the half of the faults that is not reported. */
const FLOOR = 2;
/** Share of the series that must know a moment for it to count. */
const LEAST_KNOWN = 0.7;
/** With fewer common moments than this there is nothing to calibrate on. */
const joint_FEWEST_MOMENTS = 12;
/** undefined: fewer than two series with a placebo past, or too little of it in common. */
function calibrateJoint(comparers, alpha) {
    const scans = comparers.flatMap(({ pasts }) => [...pasts.values()].flatMap(({ scan }) => scan ?? []));
    const first = scans[0];
    if (first === undefined || scans.length < 2)
        return undefined;
    const sums = quantile_sorted(commonMoments(scans).map(joint_excessOf));
    if (sums.length < joint_FEWEST_MOMENTS)
        return undefined;
    const worth = Math.min(1, (OVERLAP_WORTH * first.stride) / first.plan.window);
    const aim = trustIn(sums.length) * alpha;
    const fitted = tailQuantile(fitTail(sums, scan_TAIL_SHARE, worth), aim);
    // Where the past never surprised, still no less than one series alone needs.
    const threshold = Math.max(fitted, -Math.log(aim) - FLOOR);
    const alarmed = sums.filter(sum => exceeds(sum, threshold)).length;
    return { threshold, placebo: { windows: sums.length, alarmed } };
}
/** One series alone may alarm where its surprise fills the joint threshold, or by its equal part of the rate. */
function shareRate(comparer, joint) {
    const pasts = new Map();
    for (const [key, past] of comparer.pasts) {
        const { scan } = past;
        if (scan === undefined) {
            pasts.set(key, past);
            continue;
        }
        const chance = Math.max(scan.aim, Math.exp(-joint.threshold - FLOOR));
        pasts.set(key, { ...past, scan: withChance(scan, chance) });
    }
    return { ...comparer, pasts };
}
/**
 * The first moment at which the surprises of all series together are too much, and the series that leads. Of each
 * series its greatest so far counts, as in the placebos: a fault need not show everywhere in the same minute.
 */
function findJointAlarm(series, joint) {
    const paths = series.map(({ path }) => path);
    const moments = [...new Set(paths.flatMap(path => path.map(({ at }) => at)))].sort((a, b) => a - b);
    for (const at of moments) {
        const most = paths.map(path => greatestUntil(path, at));
        const leader = most.indexOf(Math.max(...most));
        if (exceeds(joint_excessOf(most), joint.threshold))
            return { at, leader };
    }
    return undefined;
}
function greatestUntil(path, at) {
    return path.reduce((most, point) => (point.at <= at ? Math.max(most, point.surprise) : most), 0);
}
function joint_excessOf(surprises) {
    return surprises.reduce((sum, surprise) => sum + Math.max(0, surprise - FLOOR), 0);
}
/** For each moment of the past that most series know, the surprises of what they did there. */
function commonMoments(scans) {
    const byMoment = new Map();
    for (const scan of scans) {
        for (const [moment, score] of scan.byMoment) {
            const known = byMoment.get(moment) ?? [];
            known.push(-Math.log(placeboChance(scan, score)));
            byMoment.set(moment, known);
        }
    }
    return [...byMoment.values()].filter(known => known.length >= LEAST_KNOWN * scans.length);
}

;// CONCATENATED MODULE: ./.cache/build/judge/reading.js

function read(check, evidence, frame) {
    const looks = [...evidence.looks].sort((a, b) => a.at - b.at);
    const silent = looks.filter(look => look.state === 'empty');
    const hidden = timesOf(looks.filter(look => look.state !== 'answered'));
    // Where the new release is silent, its control group may well have spoken.
    const hiddenControl = timesOf(looks.filter(look => look.state !== 'answered' && look.state !== 'empty'));
    const values = evidence.values
        .map(track => tidyValues(track, hidden, hiddenControl))
        .sort(byLabels);
    const counts = evidence.counts
        .map(track => tidyCounts(track, hidden, hiddenControl))
        .sort(byLabels);
    const grain = Math.max(1, evidence.grain);
    const asZero = meansZero(check, evidence) ? silent : [];
    return {
        values: asZero.length > 0 ? fillValues(check, values, asZero) : values,
        counts: asZero.length > 0 ? fillCounts(check, counts, asZero, frame) : counts,
        looks,
        planned: plannedLooks(evidence, frame),
        answered: reading_answeredLooks(check, looks, values, counts, grain) + asZero.length,
        empty: silent.length - asZero.length,
        grain
    };
}
function byLabels(a, b) {
    return compareText((0,build_labels/* labelKey */.k)(a.labels), (0,build_labels/* labelKey */.k)(b.labels));
}
function compareText(a, b) {
    return a < b ? -1 : a > b ? 1 : 0;
}
function timesOf(looks) {
    return new Set(looks.map(look => look.at));
}
function tidyValues(track, hidden, hiddenControl) {
    const tidy = (samples, without) => samples
        .filter(sample => Number.isFinite(sample.value) && !without.has(sample.at))
        .sort((a, b) => a.at - b.at);
    const none = new Set();
    const { labels, control, soFar } = track;
    const own = {
        labels,
        past: tidy(track.past, none),
        bake: tidy(track.bake, hidden),
        ...(soFar === undefined ? {} : { soFar: tidy(soFar, hidden) })
    };
    if (control === undefined)
        return own;
    const other = { past: tidy(control.past, none), bake: tidy(control.bake, hiddenControl) };
    return { ...own, control: other };
}
function tidyCounts(track, hidden, hiddenControl) {
    const side = (tallies, without) => ({
        ...(tallies.before !== undefined && sound(tallies.before) ? { before: tallies.before } : {}),
        past: tallies.past.filter(sound).sort((a, b) => a.at - b.at),
        soFar: tallies.soFar
            .filter(tally => sound(tally) && !without.has(tally.at))
            .sort((a, b) => a.at - b.at),
        steps: tallies.steps.filter(sound).sort((a, b) => a.at - b.at)
    });
    const own = { labels: track.labels, ...side(track, hidden) };
    return track.control === undefined ? own : { ...own, control: side(track.control, hiddenControl) };
}
/** Numbers of another size count nothing, and their ratios and products are no numbers any more. */
const MOST = 1e100;
function sound({ bad, total }) {
    return [bad, total].every(value => value === 0 || (value >= 1 / MOST && value <= MOST));
}
/** An empty answer is a zero where the user says so, or where a log backend read lines and none matched. */
function meansZero(check, evidence) {
    return check.noData === 'zero' || (check.kind === 'count' && (evidence.scanned ?? 0) > 0);
}
function fillValues(check, tracks, looks) {
    if (check.kind === 'ratio' || check.kind === 'count')
        return tracks;
    const all = tracks.length > 0 ? tracks : [{ labels: {}, past: [], bake: [] }];
    const zeros = looks.map(look => ({ at: look.at, value: 0 }));
    return all.map(track => ({ ...track, bake: mergeByTime(track.bake, zeros) }));
}
function fillCounts(check, tracks, looks, frame) {
    if (check.kind !== 'ratio' && check.kind !== 'count')
        return tracks;
    const all = tracks.length > 0 ? tracks : [{ labels: {}, past: [], soFar: [], steps: [] }];
    const exposure = (at) => (check.kind === 'count' ? (at - frame.bake.start) / 1000 : 0);
    const zeros = looks.map(({ at }) => ({ at, bad: 0, total: exposure(at) }));
    return all.map(track => ({ ...track, soFar: mergeByTime(track.soFar, zeros) }));
}
function mergeByTime(own, more) {
    const known = new Set(own.map(item => item.at));
    return [...own, ...more.filter(item => !known.has(item.at))].sort((a, b) => a.at - b.at);
}
/** A check without a past is planned from its first look on; every other from the bake's start. */
function plannedLooks(evidence, frame) {
    const first = evidence.looks[0]?.at;
    if (!evidence.pointInTime || first === undefined)
        return Math.max(1, frame.looks.length);
    return Math.max(1, evidence.looks.length, frame.looks.filter(at => at >= first).length);
}
/** A look that was answered without any usable value (0/0, NaN) is no answer. */
function reading_answeredLooks(check, looks, values, counts, grain) {
    const answered = looks.filter(look => look.state === 'answered');
    if (check.kind === 'logs')
        return answered.length;
    if (check.kind !== 'ratio' && check.kind !== 'count') {
        const times = values.flatMap(track => track.bake.map(({ at }) => at));
        return Math.min(answered.length, new Set(times).size);
    }
    const exact = new Set(counts.flatMap(track => track.soFar.map(({ at }) => at)));
    const steps = [...new Set(counts.flatMap(track => track.steps.map(({ at }) => at)))];
    // Of a bake that is judged at once some looks have no total of their own: their newest step speaks.
    const hasStep = (at) => steps.some(step => step <= at && at - step < grain);
    return answered.filter(({ at }) => exact.has(at) || hasStep(at)).length;
}

;// CONCATENATED MODULE: ./.cache/build/judge/verdict.js

/** An early pass needs this much: on real faults, ten looks would miss a sixth of what thirty find. */
const EARLIEST_PASS = { looks: 15, duration: 10 * 60_000 };
/** The gate's verdict: the worst of its required checks. Nothing judged is never a pass. */
function conclude(judged, frame, done, options) {
    const judgements = judged.map(({ judgement }) => judgement);
    const required = judgements.filter(judgement => judgement.required);
    const looks = { done, planned: frame.looks.length };
    const found = worst(required);
    if (found === undefined) {
        const sentence = 'No required check was judged.';
        const nothing = { verdict: 'inconclusive', code: 'low-coverage' };
        return { ...nothing, sentence, decided: options.final, judgements, looks };
    }
    if (found.verdict === 'pass') {
        const compared = required.some(judgement => judgement.code === 'nothing-worse');
        const decided = options.final || (options.earlyPass && maturesEarly(judged, frame, done));
        return {
            verdict: 'pass',
            code: compared ? 'nothing-worse' : 'healthy',
            sentence: passSentence(required.length),
            decided,
            judgements,
            looks
        };
    }
    const { verdict, code, check, sentence } = found;
    const decided = options.final || (verdict === 'fail' && found.certain);
    return { verdict, code, decidedBy: check, sentence, decided, judgements, looks };
}
function maturesEarly(judged, frame, done) {
    const elapsed = (frame.looks[done - 1] ?? frame.bake.start) - frame.bake.start;
    const required = judged.filter(({ judgement }) => judgement.required);
    return (done >= EARLIEST_PASS.looks &&
        elapsed >= EARLIEST_PASS.duration &&
        required.every(({ powerful }) => powerful));
}
function passSentence(checks) {
    return checks === 1 ? 'The check passed.' : `All ${checks} required checks passed.`;
}

;// CONCATENATED MODULE: ./.cache/build/judge/judge.js







/**
 * Learns from the past, once, before the first look. Deterministic; reads only the `past` and `before`
 * parts of the evidence.
 */
function calibrate(cases, frame, falseAlarmRate) {
    const comparing = cases.filter(({ check }) => check.compare !== undefined);
    const alpha = shareOf(cases, falseAlarmRate);
    const comparers = comparing.flatMap(({ check, evidence }) => {
        const plan = planComparison(check, alpha);
        if (plan === undefined)
            return [];
        return [[check.name, learn(check, read(check, evidence, frame), frame, plan)]];
    });
    const required = comparing.filter(({ check }) => check.required && !countsEvents(check) && check.kind !== 'logs');
    const watched = comparers.filter(([name]) => required.some(({ check }) => check.name === name));
    const joint = calibrateJoint(watched.map(([, comparer]) => comparer), alpha * required.length);
    const shared = comparers.map(([name, comparer]) => [
        name,
        joint === undefined ? comparer : shareRate(comparer, joint)
    ]);
    return {
        falseAlarmRate,
        looks: frame.looks.length,
        comparers: new Map(shared),
        ...(joint === undefined ? {} : { joint })
    };
}
/**
 * Judges everything that is known so far. Deterministic and total: any evidence gets a defined answer, never
 * an exception.
 */
function judge(cases, frame, calibration, options) {
    const { falseAlarmRate } = calibration;
    const current = calibration.looks === frame.looks.length ? calibration : calibrate(cases, frame, falseAlarmRate);
    const judged = cases.map(({ check, evidence }) => {
        const trial = {
            check,
            evidence,
            reading: read(check, evidence, frame),
            frame,
            comparer: current.comparers.get(check.name),
            falseAlarmRate,
            alpha: shareOf(cases, falseAlarmRate),
            final: options.final,
            patient: isPatient(check, options)
        };
        return judgeCheck(trial);
    });
    const together = current.joint === undefined ? judged : judgeTogether(judged, cases, current, options);
    return conclude(together, frame, looksDone(cases), options);
}
/** Each check that compares has the same share of the gate's false alarms. */
function shareOf(cases, falseAlarmRate) {
    const comparing = cases.filter(({ check }) => check.compare !== undefined);
    return falseAlarmRate / Math.max(1, comparing.length);
}
/** Looks that every check was asked at: endpoints have delays of their own, and a probe has none. */
function looksDone(cases) {
    const waiting = cases.filter(({ evidence }) => !evidence.pointInTime);
    const asked = (waiting.length > 0 ? waiting : cases).map(({ evidence }) => evidence.looks.length);
    return asked.length === 0 ? 0 : Math.min(...asked);
}
/** A critical check ends the bake at its first alarm whatever else is said. */
function isPatient(check, { earlyStop }) {
    return !earlyStop && !check.critical;
}
/** The alarm over all checks together is told by the check that leads it. */
function judgeTogether(judged, cases, { joint, looks }, options) {
    const paths = judged.flatMap(({ judgement, paths: own }, index) => judgement.required ? own.map(path => ({ index, ...path })) : []);
    const alarm = joint && findJointAlarm(paths, joint);
    const leader = alarm && paths[alarm.leader];
    if (joint === undefined || alarm === undefined || leader === undefined)
        return judged;
    const check = cases[leader.index]?.check;
    const patient = check !== undefined && isPatient(check, options);
    const rises = leader.path.map(({ rise }) => rise);
    const since = leader.path.findIndex(({ at }) => at >= alarm.at);
    const wentAway = patient && since >= 0 && isWellAgain(rises, looks, since);
    const how = { at: alarm.at, wentAway, patient };
    return judged.map((one, index) => index === leader.index && one.judgement.verdict !== 'fail'
        ? { ...one, judgement: tellJointAlarm(one.judgement, leader, how, joint) }
        : one);
}

;// CONCATENATED MODULE: ./.cache/build/plan.js
/** How many points of history one check asks for at most: a range answer of the usual size. */
const mostHistoryPoints = 10_000;
/** Fixes every instant of a bake. Nothing is asked at an instant that is not derived from this. */
function planFrame(request) {
    const { bake, baseline, deployedAt, startedAt, resolution = 1 } = request;
    const up = (at) => Math.ceil(at / resolution) * resolution;
    // What is compared ends before the rollout, and what is judged begins after `settle`: never earlier.
    const began = startedAt ?? deployedAt - baseline.gap;
    const rolloutStart = Math.floor(began / resolution) * resolution;
    const start = up(deployedAt + bake.settle);
    const window = { start, end: start + up(bake.duration) };
    const interval = up(bake.interval);
    return {
        rolloutStart,
        deployedAt,
        bake: window,
        interval,
        looks: lookEnds(window, interval),
        ...pastWindows(baseline, rolloutStart, interval)
    };
}
/** The same bake, longer by `extend`. Looks that were planned stay where they were. */
function extendFrame(frame, extend) {
    const bake = { start: frame.bake.start, end: frame.bake.end + extend };
    return { ...frame, bake, looks: lookEnds(bake, frame.interval) };
}
/** The bake after a rollback: another window, the same past. */
function recoveryFrame(frame, verify, completedAt, resolution = 1) {
    const up = (at) => Math.ceil(at / resolution) * resolution;
    const start = up(completedAt + verify.settle);
    const duration = up(verify.duration);
    const bake = { start, end: start + duration };
    // A verification shorter than one interval still needs a look.
    const interval = Math.min(frame.interval, duration);
    return { ...frame, bake, interval, looks: lookEnds(bake, interval) };
}
/** Baseline and history of one check: both end where the rollout began. */
function pastWindows(baseline, rolloutStart, interval) {
    const reach = Math.max(baseline.duration, Math.min(baseline.history, mostHistoryPoints * interval));
    return {
        baseline: { start: rolloutStart - baseline.duration, end: rolloutStart },
        history: { start: rolloutStart - reach, end: rolloutStart }
    };
}
/**
 * The frame without times at which a bad release was live. Where these leave nothing of the history, it stays
 * as it is: a past that was bad throughout is the only one there is.
 */
function leaveOut(frame, windows) {
    const { start, end } = frame.history;
    const leftOut = joined(windows).flatMap(window => {
        const inside = { start: Math.max(start, window.start), end: Math.min(end, window.end) };
        return inside.start < inside.end ? [inside] : [];
    });
    const kept = without(frame.history, leftOut);
    return leftOut.length === 0 || kept.length === 0 ? frame : { ...frame, leftOut };
}
/** The parts of a window that are outside of others, ascending. */
function without(window, others) {
    return others.reduce((parts, other) => parts.flatMap(({ start, end }) => [
        { start, end: Math.min(end, other.start) },
        { start: Math.max(start, other.end), end }
    ].filter(part => part.start < part.end)), [window]);
}
/** The newest parts of a window that together are so long; all of it where it is shorter. */
function newestOf(parts, duration) {
    const chosen = [];
    let missing = duration;
    for (const { start, end } of parts.toReversed()) {
        if (missing <= 0)
            break;
        const part = { start: Math.max(start, end - missing), end };
        missing -= part.end - part.start;
        chosen.unshift(part);
    }
    return chosen;
}
/** Ascending, with those that touch made one. */
function joined(windows) {
    const ascending = windows.toSorted((a, b) => a.start - b.start);
    return ascending.reduce((parts, window) => {
        const last = parts.at(-1);
        if (last === undefined || window.start > last.end)
            return [...parts, window];
        return [...parts.slice(0, -1), { start: last.start, end: Math.max(last.end, window.end) }];
    }, []);
}
/** start + interval, start + 2 interval, …, and always the window's end. */
function lookEnds(window, interval) {
    const count = Math.max(1, Math.ceil((window.end - window.start) / interval));
    return Array.from({ length: count }, (_, index) => Math.min(window.start + (index + 1) * interval, window.end));
}

// EXTERNAL MODULE: ./.cache/build/io/collector.js
var collector = __webpack_require__(4575);
;// CONCATENATED MODULE: ./.cache/build/bake/ask.js


/** Below this an offset is noise of the `Date` header; above it the windows are shifted. */
const noticeableSkew = 2_000;
/** Above this nobody can say which data belong to the deploy. */
const hopelessSkew = 900_000;
/** So many lines are long in memory. */
const many = 20_000;
/**
 * Measures the endpoint's clock on every answer and speaks to it in its own time: the grid is shifted by
 * its skew, the samples are shifted back. `ourSkew` is how far our clock is from the machine's.
 */
function createAsker(endpoint, io) {
    let skew = 0;
    const http = async (request) => {
        const response = await io.http(request);
        if (response.skew !== undefined) {
            const measured = response.skew - (io.clock.now() - Date.now());
            skew = Math.abs(measured) > noticeableSkew ? measured : 0;
        }
        return response;
    };
    const own = { ...io, http };
    const skewNow = () => skew;
    /** Once more where the answer tells that it was asked for other times than its own: the first one does. */
    const inItsTime = async (question) => {
        const before = skew;
        const asked = await unlessHopeless(endpoint, skewNow, () => question(before));
        const shift = skew;
        if (Math.abs(shift - before) <= noticeableSkew || Math.abs(shift) > hopelessSkew) {
            return { ...asked, shift: before };
        }
        return { ...(await unlessHopeless(endpoint, skewNow, () => question(shift))), shift };
    };
    return {
        io: own,
        skew: skewNow,
        async ask(source, grid) {
            const theirs = (by) => ({ ...grid, first: grid.first + by, last: grid.last + by });
            // What is asked for now has no time of its own.
            const asked = source.pointInTime
                ? {
                    ...(await unlessHopeless(endpoint, skewNow, () => source.measure(grid, own))),
                    shift: 0
                }
                : await inItsTime(shift => source.measure(theirs(shift), own));
            if (asked.kind === 'failure')
                return asked;
            const { value, shift } = asked;
            return { kind: 'answer', measurement: shift === 0 ? value : shifted(value, -shift) };
        },
        async fetch(lines, window, most) {
            const asked = await inItsTime(shift => lines.fetch(shiftedWindow(window, shift), most, own));
            if (asked.kind === 'failure')
                return asked;
            // The text of the answer is read, and what comes next needs room as well.
            if (asked.value.lines.length >= many)
                (0,collector/* callCollector */.S)();
            return { kind: 'answer', batch: shiftedLines(asked.value, -asked.shift) };
        },
        async patterns(lines, window) {
            const asked = await inItsTime(shift => lines.patterns?.(shiftedWindow(window, shift), own) ?? Promise.resolve(undefined));
            if (asked.kind === 'failure')
                return asked;
            return asked.value === undefined ? undefined : { kind: 'answer', batch: asked.value };
        }
    };
}
/** A clock that is off by far, before or after the question, is a failure. */
async function unlessHopeless(endpoint, skew, question) {
    const hopeless = () => Math.abs(skew()) > hopelessSkew;
    if (hopeless())
        return { kind: 'failure', failure: clockSkew(endpoint, skew()) };
    try {
        const value = await question();
        if (hopeless())
            return { kind: 'failure', failure: clockSkew(endpoint, skew()) };
        return { kind: 'answer', value };
    }
    catch (error) {
        if (error instanceof errors/* ProviderError */.mZ)
            return { kind: 'failure', failure: error.failure };
        throw error;
    }
}
function shiftedWindow({ start, end }, by) {
    return { start: start + by, end: end + by };
}
function shiftedLines(batch, by) {
    if (by === 0)
        return batch;
    return { ...batch, lines: batch.lines.map(line => ({ ...line, at: line.at + by })) };
}
function shifted(measurement, by) {
    return {
        ...measurement,
        series: measurement.series.map(({ labels, samples }) => ({
            labels,
            samples: samples.map(({ at, value }) => ({ at: at + by, value }))
        }))
    };
}
function clockSkew(endpoint, skew) {
    const minutes = Math.round(skew / 60_000);
    return {
        code: 'clock-skew',
        message: `${new URL(endpoint.url).host}: its clock is ${minutes} min off GitHub's. Set the clock (NTP).`,
        retries: 0
    };
}

// EXTERNAL MODULE: ./.cache/build/zone.js
var zone = __webpack_require__(1253);
;// CONCATENATED MODULE: ./.cache/build/bake/keeper.js


/** The state of a look from the readings that were made for it. */
function stateOf(readings, data) {
    const failed = readings.find(reading => reading.kind === 'failure');
    if (failed !== undefined) {
        const { failure } = failed;
        return { state: 'failed', failure, retries: failure.retries, notes: [] };
    }
    const all = combined(readings.flatMap(reading => (reading.kind === 'answer' ? [reading.measurement] : [])));
    const answer = {
        retries: all.retries,
        notes: all.notes,
        ...(all.scanned === undefined ? {} : { scanned: all.scanned })
    };
    if (!all.complete)
        return { state: 'partial', ...answer };
    if (data.has)
        return { state: 'answered', ...answer };
    return { state: data.stale || all.outdated === true ? 'stale' : 'empty', ...answer };
}
/** Several answers as one: complete only when each is. */
function combined(measurements) {
    const scanned = measurements.flatMap(({ scanned }) => (scanned === undefined ? [] : [scanned]));
    return {
        complete: measurements.every(({ complete }) => complete),
        notes: measurements.flatMap(({ notes }) => notes),
        retries: measurements.reduce((total, { retries }) => total + retries, 0),
        ...(measurements.some(({ outdated }) => outdated === true) ? { outdated: true } : {}),
        ...(scanned.length === 0 ? {} : { scanned: Math.max(...scanned) })
    };
}
/** The windows before the deploy that a baseline speaks of, in order of time. */
function pastSpans(baseline, frame) {
    const { bake, rolloutStart, interval, leftOut = [] } = frame;
    if (baseline.kind === 'same-time') {
        const { offsets, timeZone } = baseline;
        const spans = [...offsets]
            .sort((a, b) => b - a)
            .map(offset => {
            const start = (0,zone/* sameTimeBefore */.H)(bake.start, offset, timeZone);
            return { start, end: start + bake.end - bake.start };
        });
        const whole = spans.filter(span => leftOut.every(other => !overlap(span, other)));
        const kept = whole.length === 0 ? spans : whole;
        return { baseline: kept, history: kept };
    }
    const windows = pastWindows(baseline, rolloutStart, interval);
    // Whole intervals, so that the parts add up as the window itself would.
    const parts = without(windows.history, leftOut).filter(({ start, end }) => end - start >= interval);
    const newest = newestOf(parts, baseline.duration);
    return {
        baseline: newest.length === 0 ? [windows.baseline] : newest,
        history: [windows.history]
    };
}
function overlap(a, b) {
    return a.start < b.end && b.start < a.end;
}
/** The instants of a span's whole steps, the last one at its end. */
function keeper_pastGrid(span, step) {
    const count = Math.max(1, Math.floor((span.end - span.start) / step));
    return { first: span.end - (count - 1) * step, last: span.end, step, width: step };
}

;// CONCATENATED MODULE: ./.cache/build/bake/series.js

/** One series out of many, as a check's `reduce` asks; the labels are gone. */
function reduceSeries(measurement, how) {
    if (how === undefined || measurement.series.length === 0)
        return measurement;
    const at = new Map();
    for (const { samples } of measurement.series) {
        for (const sample of samples) {
            const values = at.get(sample.at);
            if (values === undefined)
                at.set(sample.at, [sample.value]);
            else
                values.push(sample.value);
        }
    }
    const samples = [...at]
        .sort(([a], [b]) => a - b)
        .map(([instant, values]) => ({ at: instant, value: reduceValues(values, how) }));
    return { ...measurement, series: [{ labels: {}, samples }] };
}
function reduceValues(values, how) {
    switch (how) {
        case 'max':
            return Math.max(...values);
        case 'min':
            return Math.min(...values);
        case 'sum':
            return sum(values);
        case 'avg':
            return sum(values) / values.length;
    }
}
function sum(values) {
    return values.reduce((total, value) => total + value, 0);
}
/** Events of a `count` check: the exposure is the width of the window, in seconds. */
function countTallies(measurement, width) {
    return measurement.series.map(({ labels, samples }) => ({
        labels,
        tallies: samples.map(({ at, value }) => ({ at, bad: value, total: width / 1000 }))
    }));
}
/**
 * Pairs `bad` with `total` by their labels. A total without a bad series has no bad events: a counter
 * whose label never occurred does not exist. One total without labels serves every bad series.
 * `unmatched`: bad events whose requests nobody counted.
 */
function ratioTallies(bad, total) {
    const [only] = total.series;
    if (total.series.length === 1 && only !== undefined && Object.keys(only.labels).length === 0) {
        const badSeries = bad.series.length === 0 ? [{ labels: {}, samples: [] }] : bad.series;
        return {
            tracks: badSeries.map(series => ({
                labels: series.labels,
                tallies: pair(series.samples, only.samples)
            })),
            unmatched: false
        };
    }
    const badByKey = new Map(bad.series.map(series => [(0,build_labels/* labelKey */.k)(series.labels), series.samples]));
    const tracks = total.series.map(({ labels, samples }) => {
        const key = (0,build_labels/* labelKey */.k)(labels);
        const paired = { labels, tallies: pair(badByKey.get(key) ?? [], samples) };
        badByKey.delete(key);
        return paired;
    });
    const unmatched = [...badByKey.values()].some(samples => samples.some(({ value }) => value > 0));
    return { tracks, unmatched };
}
function pair(bad, total) {
    const badAt = new Map(bad.map(({ at, value }) => [at, value]));
    return total.map(({ at, value }) => ({ at, bad: badAt.get(at) ?? 0, total: value }));
}
/** Appends what is newer, per series. Later answers never rewrite what was already judged. */
function appendByLabels(known, labels, points) {
    const key = (0,build_labels/* labelKey */.k)(labels);
    const entry = known.get(key);
    if (entry === undefined) {
        known.set(key, { labels, points: [...points] });
        return;
    }
    const newest = entry.points.at(-1)?.at ?? Number.NEGATIVE_INFINITY;
    for (const point of points)
        if (point.at > newest)
            entry.points.push(point);
}

;// CONCATENATED MODULE: ./.cache/build/bake/tallies.js



function newGroup(sources) {
    return { sources, before: new Map(), past: new Map(), soFar: new Map(), steps: new Map() };
}
/** Asks the one question of a `count` check, or the two of a `ratio`, and pairs the answers. */
async function measureTallies(check, sources, grid, asker) {
    const readings = await Promise.all(sources.map(({ source }) => asker.ask(source, grid)));
    const answers = [];
    for (const reading of readings) {
        if (reading.kind === 'failure')
            return reading;
        answers.push(reduceSeries(reading.measurement, check.reduce));
    }
    const [first, second] = answers;
    if (first === undefined)
        throw new Error('a check without a question');
    const measurement = combined(answers);
    if (second === undefined) {
        return { kind: 'answer', measurement, tracks: countTallies(first, grid.width) };
    }
    const { tracks, unmatched } = ratioTallies(first, second);
    return { kind: 'answer', measurement: unmatched ? incomplete(measurement) : measurement, tracks };
}
function keepTallies(known, reading) {
    if (known === undefined || reading.kind === 'failure')
        return;
    for (const { labels, tallies } of reading.tracks)
        appendByLabels(known, labels, tallies);
}
/** Windows on several days add up to one tally; its instant is the last window's end. */
function addBefore(before, track) {
    const [tally] = track.tallies;
    if (tally === undefined)
        return;
    const key = (0,build_labels/* labelKey */.k)(track.labels);
    const known = before.get(key)?.tallies[0];
    const sum = {
        at: Math.max(known?.at ?? 0, tally.at),
        bad: (known?.bad ?? 0) + tally.bad,
        total: (known?.total ?? 0) + tally.total
    };
    before.set(key, { labels: track.labels, tallies: [sum] });
}
function incomplete(measurement) {
    const note = 'bad has series whose labels total does not have';
    return { ...measurement, complete: false, notes: [...measurement.notes, note] };
}

;// CONCATENATED MODULE: ./.cache/build/bake/counts.js



/** When a bake that is already past is judged at once, so many cumulative looks are asked, not all. */
const mostExactLooks = 15;
/** Steps are made coarser until so many of them have data: two scrapes must fall into one step. */
const wantedStepCoverage = 0.8;
const grainFactors = [1, 2, 4, 8, 16];
/**
 * Keeps the tallies of a `ratio` or `count` check: cumulative ones, and steps of one grain. A grain that
 * is known already (recovery) is not looked for again.
 */
function countKeeper(connected, frame, asker, knownGrain) {
    const canary = newGroup(connected.sources);
    const control = connected.control.length === 0 ? undefined : newGroup(connected.control);
    const counting = {
        connected,
        frame,
        asker,
        canary,
        groups: control === undefined ? [canary] : [canary, control],
        grain: knownGrain ?? frame.interval,
        stepsWork: knownGrain !== undefined,
        askedStepsUntil: frame.bake.start
    };
    return {
        past: () => askPast(counting),
        looks: ends => askLooks(counting, ends),
        tracks: () => ({ grain: counting.grain, values: [], counts: countTracks(canary, control) })
    };
}
async function askPast(counting) {
    const { connected, frame, asker, groups } = counting;
    const spans = pastSpans(connected.check.baseline, frame);
    for (const group of groups) {
        for (const { start, end } of spans.baseline) {
            const width = end - start;
            const grid = { first: end, last: end, step: width, width };
            const reading = await measureTallies(connected.check, group.sources, grid, asker);
            if (reading.kind === 'failure')
                return reading.failure;
            for (const track of reading.tracks)
                addBefore(group.before, track);
        }
        if (group.before.size === 0)
            continue;
        for (const [index, span] of spans.history.entries()) {
            const failure = await askHistory(counting, group, span, spans.baseline[index] ?? span);
            if (failure !== undefined)
                return failure;
        }
    }
    return undefined;
}
/** Tries the long history first and settles for the baseline where the backend refuses it. */
async function askHistory(counting, group, span, fallback) {
    let steps = await askStepsOver(counting, group.sources, span);
    if (steps.kind === 'failure' && fallback.start > span.start) {
        steps = await askStepsOver(counting, group.sources, fallback);
    }
    if (steps.kind === 'failure')
        return steps.failure;
    for (const { labels, tallies } of steps.tracks)
        appendByLabels(group.past, labels, tallies);
    return undefined;
}
/** Asks with ever coarser steps until most of them have data. */
async function askStepsOver(counting, sources, span) {
    const { connected, frame, asker } = counting;
    const longest = (frame.bake.end - frame.bake.start) / 2;
    const candidates = counting.stepsWork
        ? [counting.grain]
        : grainFactors
            .map(factor => factor * frame.interval)
            .filter((grain, index) => index === 0 || grain <= longest);
    for (const candidate of candidates) {
        const grid = keeper_pastGrid(span, candidate);
        const reading = await measureTallies(connected.check, sources, grid, asker);
        if (reading.kind === 'failure')
            return reading;
        const points = Math.max(0, ...reading.tracks.map(track => track.tallies.length));
        const wanted = wantedStepCoverage * ((grid.last - grid.first) / grid.step + 1);
        if (points < wanted && !counting.stepsWork)
            continue;
        counting.grain = candidate;
        counting.stepsWork = true;
        return reading;
    }
    // No grain has steps enough: the totals must do without them.
    return {
        kind: 'answer',
        measurement: { complete: true, notes: [], retries: 0 },
        tracks: []
    };
}
// ── since the bake's start ───────────────────────────────────────────────────────────────────────
async function askLooks(counting, ends) {
    const exact = new Set(evenly(ends, mostExactLooks));
    // At once, so that a backend that takes several questions in one request gets them in one.
    const [steps, totals] = await Promise.all([
        askSteps(counting, ends.at(-1) ?? counting.frame.bake.start),
        askTotals(counting, [...exact])
    ]);
    return ends.map(end => lookOf(counting, end, [...(totals.get(end) ?? []), ...steps], exact.has(end)));
}
/** One after the other: a bake that is already past must not flood its backend. */
async function askTotals(counting, ends) {
    const totals = new Map();
    for (const end of ends)
        totals.set(end, await askSoFar(counting, end));
    return totals;
}
/** The whole steps that ended since the last time. A step that got no answer is asked again. */
async function askSteps(counting, until) {
    const { connected, frame, asker, groups, grain } = counting;
    const last = lastStep(counting, until);
    if (last <= counting.askedStepsUntil)
        return [];
    const first = Math.max(counting.askedStepsUntil, frame.bake.start) + grain;
    const grid = { first, last, step: grain, width: grain };
    const readings = await Promise.all(groups.map(group => measureTallies(connected.check, group.sources, grid, asker)));
    readings.forEach((reading, index) => keepTallies(groups[index]?.steps, reading));
    if (readings.every(reading => reading.kind === 'answer'))
        counting.askedStepsUntil = last;
    return readings;
}
async function askSoFar(counting, end) {
    const { connected, frame, asker, groups } = counting;
    const width = end - frame.bake.start;
    const grid = { first: end, last: end, step: width, width };
    const readings = await Promise.all(groups.map(group => measureTallies(connected.check, group.sources, grid, asker)));
    readings.forEach((reading, index) => keepTallies(groups[index]?.soFar, reading));
    return readings;
}
/**
 * A total over the whole bake says nothing of the last minute: a look is fresh only when its newest whole
 * step has data too, where steps can be had at all.
 */
function lookOf(counting, end, readings, exact) {
    const { canary, stepsWork, frame, grain } = counting;
    const step = lastStep(counting, end);
    const hasStep = step === frame.bake.start || hasWithin(canary.steps, step, grain);
    const has = exact ? hasAt(canary.soFar, end) : hasStep;
    const fresh = !stepsWork || hasStep;
    const seen = canary.steps.size > 0 || canary.soFar.size > 0;
    return stateOf(readings, { has: has && fresh, stale: seen });
}
/** End of the newest whole step at an instant; the bake's start where there is none yet. */
function lastStep({ frame, grain }, until) {
    return frame.bake.start + Math.floor((until - frame.bake.start) / grain) * grain;
}
function hasAt(known, instant) {
    return hasWithin(known, instant, 1);
}
/** Log backends answer for multiples of the step: their newest one lies up to a step before the look. */
function hasWithin(known, instant, width) {
    const isNewest = (at) => at <= instant && instant - at < width;
    return [...known.values()].some(({ points }) => points.some(({ at }) => isNewest(at)));
}
/** At most `most` of the instants, evenly spread, always the last one. */
function evenly(instants, most) {
    if (instants.length <= most)
        return instants;
    const stride = instants.length / most;
    return Array.from({ length: most }, (_, index) => instants[Math.round((index + 1) * stride) - 1] ?? 0);
}
// ── tracks ───────────────────────────────────────────────────────────────────────────────────────
function countTracks(canary, control) {
    const keys = new Map();
    for (const map of [canary.before, canary.past, canary.soFar, canary.steps]) {
        for (const [key, { labels }] of map)
            keys.set(key, labels);
    }
    return [...keys].map(([key, labels]) => ({
        labels,
        ...parts(canary, key),
        ...(control === undefined ? {} : { control: parts(control, controlKey(control, key)) })
    }));
}
/** One control series without a match serves every series of the canary. */
function controlKey(control, key) {
    const keys = [...new Set([...control.soFar.keys(), ...control.past.keys()])];
    return keys.length === 1 ? (keys[0] ?? key) : key;
}
function parts(group, key) {
    const before = group.before.get(key)?.tallies[0];
    return {
        ...(before === undefined ? {} : { before }),
        past: group.past.get(key)?.points ?? [],
        soFar: group.soFar.get(key)?.points ?? [],
        steps: group.steps.get(key)?.points ?? []
    };
}

;// CONCATENATED MODULE: ./.cache/build/logs/names.js
/** Names under which loggers keep the parts of an event, the best one first. */
const MESSAGE_NAMES = [
    'message',
    'msg',
    'body',
    '@m',
    'Message',
    'short_message',
    'log',
    'event',
    'text',
    '@mt',
    'message_template',
    'RenderedMessage',
    '@message',
    'MESSAGE',
    'textPayload',
    'jsonPayload.message',
    'content',
    'Body',
    'body.text',
    'body.message',
    'Body.text',
    'fields.message',
    'message.message',
    'message.errorMessage',
    'message.msg',
    'message.text',
    'message.error',
    'msg.message',
    'record.message',
    'event.original',
    'jsonPayload.msg'
];
const LEVEL_NAMES = [
    'level',
    'log.level',
    'severity',
    'severity_text',
    'SeverityText',
    'levelname',
    'loglevel',
    'lvl',
    '@l',
    'Level',
    'LogLevel',
    'severityText',
    'detected_level',
    'log_level',
    'PRIORITY',
    'status',
    'severity_number',
    'severityNumber',
    'SeverityNumber',
    'severity.text',
    'severity.number',
    'level_name',
    'levelName',
    'logLevel',
    'LEVEL',
    'SEVERITY',
    'Severity',
    'record.level.name',
    'levelno'
];
const TYPE_NAMES = [
    'error.type',
    'exception.type',
    'attributes.exception.type',
    'err.type',
    'error.name',
    'err.name',
    'error.kind',
    'error.class',
    'exception.class',
    'exc_type',
    'exceptionClass',
    'error_type',
    'exception.name',
    'thrown.name',
    'exception.exception_class',
    'exception.values.0.type',
    'message.errorType'
];
const CAUSE_NAMES = [
    'error.message',
    'exception.message',
    'attributes.exception.message',
    'err.message',
    'error',
    'err',
    'exception.exception_message',
    'thrown.message',
    'exc_message',
    'reason',
    'cause',
    'errorMessage',
    'error_message'
];
/** Where a record without a message tells what went wrong, the best one first. */
const SAID_NAMES = [
    ...CAUSE_NAMES,
    'exception',
    'exception.values.0.value',
    'errors',
    'errors.0.message',
    'errors.0.detail',
    'errors.0',
    'fields.error',
    'error.description',
    'error_description',
    'error.reason',
    'error.detail',
    'failure',
    'detail',
    'details',
    'description',
    'summary',
    'title',
    'Error',
    'Exception.Message'
];
const STACK_NAMES = [
    'error.stack_trace',
    'exception.stacktrace',
    'attributes.exception.stacktrace',
    'stack_trace',
    'stacktrace',
    'stack',
    'error.stack',
    'err.stack',
    'exception',
    'exc_info',
    'traceback',
    '@x',
    'Exception',
    'exception.stack_trace',
    'thrown.extendedStackTrace',
    'error.stacktrace',
    'errorVerbose',
    'backtrace',
    'trace'
];
/** The first of these names that has a text, and one that is good enough. */
function firstOf(record, names, isGood = isAny) {
    for (const name of names) {
        const value = record[name];
        if (value !== undefined && value !== '' && isGood(value))
            return value;
    }
    return undefined;
}
function isAny() {
    return true;
}

;// CONCATENATED MODULE: ./.cache/build/logs/level.js

const WORDS = new Map([
    ...levels('trace', 'trace trce verbose finest finer vrb'),
    ...levels('debug', 'debug dbug dbg fine d'),
    ...levels('info', 'info information informational notice inf i config'),
    ...levels('warn', 'warn warning wrn w'),
    ...levels('error', 'error err eror e severe fail'),
    ...levels('fatal', 'fatal critical crit alert emerg emergency panic ftl f dpanic')
]);
const level_RANKS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'];
/** The first level that a record names. */
function levelIn(data) {
    for (const name of LEVEL_NAMES) {
        const value = data[name];
        const level = value === undefined ? undefined : levelOf(value, name);
        if (level !== undefined)
            return level;
    }
    return undefined;
}
/** Of the value under that name, which tells the scale of a number. */
function levelOf(value, name = '') {
    const word = value.slice(0, 20).trim().toLowerCase();
    const known = WORDS.get(word);
    if (known !== undefined || !/^\d{1,3}$/.test(word) || NO_NUMBERS.has(name))
        return known;
    const number = Number(word);
    if (OTEL_NAMES.has(name))
        return number === 0 ? undefined : level_RANKS[Math.ceil(number / 4) - 1];
    if (name === 'levelno')
        return level_RANKS[Math.min(5, Math.floor(number / 10))];
    if (number >= 100)
        return ofHundreds(number, /severity/i.test(name));
    return number >= 10 ? level_RANKS[Math.min(5, Math.floor(number / 10) - 1)] : SYSLOG[number];
}
/** OpenTelemetry: four steps of each level. Python: 10 to 50 from debug on. Others: pino and bunyan, 10 to 60, and syslog, 0 to 7. */
const OTEL_NAMES = new Set([
    'severity_number',
    'severityNumber',
    'SeverityNumber',
    'severity.number'
]);
/** A number under it is an answer's. */
const NO_NUMBERS = new Set(['status']);
const SYSLOG = ['fatal', 'fatal', 'fatal', 'error', 'warn', 'info', 'info', 'debug'];
/** Google Cloud's hundreds, and those of Monolog. */
const GOOGLE = ['debug', 'info', 'info', 'warn', 'error'];
const MONOLOG = ['debug', 'info', 'warn', 'error'];
function ofHundreds(number, isGoogle) {
    const steps = isGoogle ? GOOGLE : MONOLOG;
    return number > 800 ? undefined : (steps[Math.floor(number / 100) - 1] ?? 'fatal');
}
/** Words of the beginning of a line that are a level: capitals, in brackets, behind a channel (`app.ERROR:`), or first (`fail:`). */
const IN_TEXT = /^(?:trce|dbug|debug|info|notice|warn|warning|error|err|fail|fatal|crit|critical|panic)(?=:\s)|\w\.(?:DEBUG|INFO|NOTICE|WARNING|ERROR|CRITICAL|ALERT|EMERGENCY)(?=:\s)|(?:^|[\s[(|<:])(TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|SEVERE|FATAL|CRITICAL|PANIC|ALERT|EMERG)(?=$|[\s\])|>:,])|[[<(](trace|debug|info|notice|warn|warning|error|fatal|critical|crit|panic|alert|emerg) {0,10}[\])>]/g;
const MOST_BEFORE_LEVEL = 120;
function levelInText(text) {
    const head = text.length > MOST_BEFORE_LEVEL ? text.slice(0, MOST_BEFORE_LEVEL) : text;
    // Where it ends tells the word: every line of a log is asked, and matches of all of them are memory.
    IN_TEXT.lastIndex = 0;
    if (!IN_TEXT.test(head))
        return undefined;
    let end = IN_TEXT.lastIndex;
    while (!isLetter(head, end - 1))
        end--;
    let from = end;
    while (isLetter(head, from - 1))
        from--;
    return WORDS.get(head.slice(from, end).toLowerCase());
}
function isLetter(text, at) {
    const code = text.charCodeAt(at) | 32;
    return code >= 97 && code <= 122;
}
function isSevere(level) {
    return level === 'error' || level === 'fatal';
}
function worseLevel(left, right) {
    if (left === undefined || right === undefined)
        return left ?? right;
    return level_RANKS.indexOf(left) >= level_RANKS.indexOf(right) ? left : right;
}
function levels(level, words) {
    return words.split(' ').map(word => [word, level]);
}

;// CONCATENATED MODULE: ./.cache/build/logs/crash.js

const NODE_PLACE = /^(?:\/|[A-Za-z]:\\|file:\/\/|node:)\S{1,300}:\d{1,7}$/;
const GIN_HEAD = /^\[Recovery\] .{1,60} panic recovered:$/;
function crashState(line) {
    const last = line.charCodeAt(line.length - 1);
    if (last >= ZERO && last <= NINE)
        return NODE_PLACE.test(line) ? 'node' : undefined;
    return last === COLON && line.startsWith('[Recovery]') && GIN_HEAD.test(line)
        ? 'recovered'
        : undefined;
}
const [ZERO, NINE, COLON] = [48, 57, 58];
function isCrashState(state) {
    return state === 'node' || state === 'thrown' || state === 'recovered' || state === 'request';
}
/** `isSecond`: the line stands directly below the first one. */
function continuesCrash(line, state, isSecond) {
    const isBlank = line.trim() === '';
    if (state === 'node')
        return continuesNode(line, isSecond);
    if (state === 'request')
        return isBlank ? 'recovered' : HEADER.test(line) ? 'request' : undefined;
    if (isBlank)
        return state;
    if (state === 'recovered' && isSecond && REQUEST.test(line))
        return 'request';
    return levelInText(line) === undefined ? 'frames' : undefined;
}
const HEADER = /^[A-Za-z][\w-]{0,60}: /;
const REQUEST = /^[A-Z]{3,10} \S{1,4000} HTTP\/\d/;
const MARK = /^\s{0,400}[~^]{1,400}\s{0,10}$/;
/** The code that threw may stand at the margin; below it is a mark. */
function continuesNode(line, isSecond) {
    if (!isSecond)
        return MARK.test(line) ? 'thrown' : undefined;
    return levelInText(line) === undefined ? 'node' : undefined;
}

;// CONCATENATED MODULE: ./.cache/build/logs/frames.js
/**
 * One line of a stack trace as a frame. Read by hand from the ends of the line, so that a long
 * line costs no more than its length.
 *
 *   Java     at com.acme.Db.save(Db.java:12)              at java.base/java.lang.Thread.run(Unknown Source)
 *   .NET     at Acme.Db.Save(String id) in /src/Db.cs:line 12
 *   Node     at Db.save (/app/db.js:12:3)                 at /app/db.js:12:3
 *   Python   File "/app/db.py", line 12, in save
 *   Ruby     from /app/db.rb:12:in 'Db#save'
 *   PHP      #0 /app/Db.php(12): Db->save()
 *   Go       main.(*Db).Save(0x1, …)                      ⏎ ⇥ /app/db.go:12 +0x1d
 *   Gin      /app/db.go:12 (0x44e881)                     ⏎ ⇥ (*Db).Save: db.exec()
 *   Rust     3: shop::db::save                            ⏎   at ./src/db.rs:12:3
 */
const LONGEST = 600;
function readFrame(line) {
    const text = line.length > LONGEST ? line.slice(0, LONGEST).trim() : line.trim();
    if (text.startsWith('at '))
        return readAt(text.slice(3));
    if (text.startsWith('File "'))
        return whole(readPython(text));
    if (text.startsWith('#'))
        return whole(readPhp(text));
    if (/^\d{1,4}: +\S/.test(text))
        return readRust(text);
    const place = GO_PLACE.exec(text);
    if (place !== null && /^\s/.test(line))
        return { frame: placeOf(place), isPlaceOnly: true };
    const gin = GIN_PLACE.exec(text);
    if (gin !== null)
        return whole(placeOf(gin));
    const ruby = RUBY.exec(text);
    if (ruby !== null)
        return whole({ ...placeOf(ruby), ...(ruby[3] === undefined ? {} : { symbol: ruby[3] }) });
    return undefined;
}
/** `name(arguments)` of a Go trace; only to be asked inside of one. */
function readGoCall(line) {
    const text = line
        .slice(0, LONGEST)
        .replace(/^created by /, '')
        .replace(/ in goroutine \d{1,12}$/, '');
    const open = text.lastIndexOf('(');
    const name = text.endsWith(')') && open > 0 ? text.slice(0, open) : text;
    const isCall = name.includes('.') || (name === 'panic' && open > 0);
    return isCall && /^[\w./*()~@-]{1,300}$/.test(name) ? whole({ symbol: name }) : undefined;
}
function isGinPlace(line) {
    return line.length < LONGEST && GIN_PLACE.test(line);
}
const GO_PLACE = /^([^\s:]{1,300}\.go):(\d{1,7})(?: \+0x[0-9a-f]{1,16})?$/;
const GIN_PLACE = /^([^\s:]{1,300}\.go):(\d{1,7}) \(0x[0-9a-f]{1,16}\)$/;
const RUBY = /^(?:from )?([^\s:]{1,300}\.(?:rb|erb|rake|ru)):(\d{1,7}):in [`']([^'`]{1,200})'/;
const PLACE = /^(.{1,400}?):(\d{1,7})(?::\d{1,7})?$/;
function readAt(rest) {
    const dotNet = rest.lastIndexOf(' in ');
    const line = rest.lastIndexOf(':line ');
    if (dotNet > 0 && line > dotNet) {
        const symbol = beforeArguments(rest.slice(0, dotNet));
        return whole({ symbol, file: rest.slice(dotNet + 4, line), ...lineOf(rest.slice(line + 6)) });
    }
    const open = rest.endsWith(')') ? rest.lastIndexOf('(') : -1;
    if (open > 0)
        return whole(readCall(rest.slice(0, open).trim(), rest.slice(open + 1, -1)));
    const place = PLACE.exec(rest.replace(/^async /, ''));
    if (place !== null)
        return { frame: placeOf(place), isPlaceOnly: true };
    return /^(?:new |async )?[\w$]{0,100}[.<][\w.$<>[\]`]{1,300}$/.test(rest)
        ? whole({ symbol: rest })
        : undefined;
}
/** What stands in the brackets is a place (Java, Node), or the arguments (.NET without debug information). */
function readCall(name, inner) {
    const symbol = name
        .replace(/^(?:async|new) /, '')
        .replace(/^[\w.@-]{0,80}\/{1,2}(?=[\w.$]+$)/, '')
        .replace(/ \[as [^\]]{0,100}\]$/, '');
    const place = PLACE.exec(inner);
    if (place !== null)
        return { ...placeOf(place), symbol };
    return /^[\w$-]{1,100}\.\w{1,10}$/.test(inner)
        ? { symbol, file: inner }
        : { symbol: beforeArguments(symbol) };
}
function beforeArguments(text) {
    const open = text.indexOf('(');
    return (open > 0 ? text.slice(0, open) : text).trim();
}
function readPython(text) {
    const [, file, line, symbol] = /^File "([^"]{1,400})", line (\d{1,7})(?:, in (.{1,200}))?$/.exec(text) ?? [];
    if (file === undefined || line === undefined)
        return undefined;
    return { file, ...lineOf(line), ...(symbol === undefined ? {} : { symbol }) };
}
function readPhp(text) {
    const [, file, line, symbol] = /^#\d{1,4} ([^()\s]{1,400})\((\d{1,7})\): ([^(]{1,200})/.exec(text) ?? [];
    return file === undefined || line === undefined
        ? undefined
        : { file, ...lineOf(line), ...(symbol === undefined ? {} : { symbol }) };
}
/** Without the hash at the end and the address before it. A path of names: `3: connection refused` is no frame. */
function readRust(text) {
    const symbol = text
        .replace(/^\d{1,4}: +(?:0x[0-9a-f]{1,16} - )?/, '')
        .replace(/::h[0-9a-f]{16}$/, '');
    return /^[\w<][^"`\\]{0,400}$/.test(symbol) && symbol.includes('::')
        ? whole({ symbol })
        : undefined;
}
function placeOf(match) {
    return { file: match[1] ?? '', ...lineOf(match[2] ?? '') };
}
function lineOf(digits) {
    const line = Number.parseInt(digits, 10);
    return Number.isSafeInteger(line) ? { line } : {};
}
function whole(frame) {
    return frame === undefined ? undefined : { frame, isPlaceOnly: false };
}

;// CONCATENATED MODULE: ./.cache/build/logs/message.js
/** What is clustered of an event of several lines. */
/** The console of .NET writes it above the message, and indents the message and its trace. */
const CONSOLE_HEAD = /^(?:trce|dbug|info|warn|fail|crit): \S{1,300}\[-?\d{1,10}\]\s?$/;
const CONSOLE_INDENT = '      ';
function isConsoleHead(line) {
    return /\]\s?$/.test(line.slice(-2)) && CONSOLE_HEAD.test(line);
}
/** Without the indent of a console, so that a trace in it is read like any other. */
function withoutIndent(lines) {
    if (!isConsoleHead(lines[0] ?? ''))
        return lines;
    return lines.map(line => line.startsWith(CONSOLE_INDENT) ? line.slice(CONSOLE_INDENT.length) : line);
}
const MOST_LINES = 4;
const LONGEST_LINE = 300;
/** The line that was logged and the errors; where nothing names one, the first few lines. */
function messageOf(lines, { level, errors, hasFrames }) {
    const said = lines.filter(line => line.trim() !== '');
    const head = said[0] ?? '';
    const others = errors.filter(line => !head.includes(line));
    if (isConsoleHead(head)) {
        const message = said.slice(1).find(line => !line.startsWith('=> ')) ?? [];
        return [...new Set([head, message, others].flat())].join(' | ');
    }
    const isPlain = others.length === 0 && !hasFrames && !isQuiet(level);
    return (isPlain ? message_firstOf(said) : [head, ...others]).join(' | ');
}
function message_firstOf([head = '', ...rest]) {
    return [head, ...rest.slice(0, MOST_LINES - 1).map(line => message_cut(line.trim(), LONGEST_LINE))];
}
/** What it prints below its first line is data more often than words. */
function isQuiet(level) {
    return level === 'info' || level === 'debug' || level === 'trace';
}
const MOST_TEXT = 2000;
/** Longer words are data, and no secret that a rule knows by its form. */
const LONGEST_WORD = 400;
/** Up to a whole word: of a secret that was cut in two no rule would know the half that is left. */
function message_cut(text, most = MOST_TEXT) {
    if (text.length <= most)
        return text;
    const blank = text.lastIndexOf(' ', most);
    return text.slice(0, blank > most - LONGEST_WORD ? blank : most);
}

;// CONCATENATED MODULE: ./.cache/build/logs/thrown.js
/** Where an error was thrown, as some languages tell it beside the frames or instead of them. */
/**
 * PHP names with each call where it was made, and only beside the frames where the innermost function was when it
 * threw: `Pay->charge` of `Web.php(12): Pay->charge()` is in another file. Rust has no frames unless it is asked to.
 */
function withThrown(frames, lines) {
    const php = lines.findIndex(line => placeIn(line, PHP_PLACE, '.php') !== undefined);
    const thrown = placeIn(lines[php] ?? '', PHP_PLACE, '.php');
    if (thrown !== undefined && frames.every(({ file }) => file?.endsWith('.php') === true)) {
        return [thrown, ...frames].map((place, index) => ({
            ...place,
            symbol: frames[index]?.symbol ?? OUTSIDE
        }));
    }
    if (frames.length > 0)
        return frames;
    const panic = lines.find(line => line.includes(' panicked at '));
    return [placeIn(panic ?? '', RUST_PLACE, '.rs') ?? []].flat();
}
/** Outside of every function, as PHP writes it: it names no error. */
const OUTSIDE = '{main}';
const PHP_PLACE = /\s(?:in|at) ([^\s()]{1,300}\.php)(?::| on line )(\d{1,7})\)?$/;
const RUST_PLACE = /[\s,]([^\s,']{1,300}\.rs):(\d{1,7}):\d{1,7}:?$/;
const LONGEST_PLACE = 360;
/** At the end of the line. */
function placeIn(line, pattern, extension) {
    const end = line.slice(-LONGEST_PLACE);
    if (!end.includes(extension))
        return undefined;
    const [, file, digits = ''] = pattern.exec(end) ?? [];
    return file === undefined ? undefined : { file, line: Number.parseInt(digits, 10) };
}

;// CONCATENATED MODULE: ./.cache/build/logs/trace.js


/** Lines of one trace that are looked at. */
const trace_MOST_LINES = 1000;
const MOST_FRAMES = 50;
const MOST_OUTER_FRAMES = 20;
const MOST_ERRORS = 4;
const LONGEST_ERROR = 600;
/** Reads the lines of a trace, the line before it included. */
function readTrace(lines) {
    const blocks = [blockOf()];
    const read = withoutMargins(lines.slice(0, trace_MOST_LINES));
    const isGo = read.some(line => GO_START.test(line));
    read.forEach((line, index) => {
        readLine(line, blocks, isGo);
        nameGinFrame(blocks, read[index - 1] ?? '', line);
    });
    const errors = [...blocks.map(block => block.error), saidApart(read)].flatMap(error => error ?? []);
    const root = rootOf(blocks);
    const errorType = root?.error === undefined ? undefined : typeOfBlock(root.error, root.isPython);
    const frames = root === undefined ? [] : framesOf(root);
    return {
        ...(errorType === undefined ? {} : { errorType }),
        errors: [...new Set(errors)].slice(0, MOST_ERRORS),
        frames: withThrown(frames, read).slice(0, MOST_FRAMES),
        outer: outerOf(blocks, root).flatMap(framesOf).slice(0, MOST_OUTER_FRAMES)
    };
}
function blockOf(block = {}) {
    return { frames: [], isPython: false, isGroup: false, ...block };
}
/** Python draws a line beside the errors of a group. */
function withoutMargins(lines) {
    if (!lines.some(line => line.includes(GROUP_START)))
        return lines;
    return lines.map(line => line.replace(/^ {2,80}(?:\| ?|\+ |\+-[+-]{1,80})/, ''));
}
const GROUP_START = 'Exception Group Traceback';
/** Innermost first. */
function framesOf({ frames, isPython }) {
    return isPython ? frames.toReversed() : frames;
}
/** The error that one led to stands behind it in Python, before it elsewhere; a group before its errors. */
function outerOf(blocks, root) {
    if (root === undefined)
        return [];
    const place = blocks.indexOf(root);
    const before = blocks.slice(0, place).reverse();
    return root.isPython ? [...blocks.slice(place + 1), ...before] : before;
}
/** What was said on a line of its own that looks like any other: behind Rust's panic, before the frames of Gin. */
function saidApart(lines) {
    const panic = lines.findIndex(line => PANICKED.test(line));
    if (panic >= 0)
        return lines[panic + 1];
    if (lines[0]?.includes('panic recovered:') !== true)
        return undefined;
    return lines[lines.findIndex(isGinPlace) - 1]?.slice(0, LONGEST_ERROR);
}
function nameGinFrame(blocks, before, line) {
    const name = isGinPlace(before) ? /^\t([\w.()*[\]]{1,200}): /.exec(line)?.[1] : undefined;
    const frames = blocks.at(-1)?.frames;
    const last = frames?.at(-1);
    if (name === undefined || frames === undefined || last === undefined)
        return;
    frames[frames.length - 1] = { ...last, symbol: name };
}
/** Python's own types need not be called errors. */
function typeOfBlock(error, isPython) {
    return typeOf(error) ?? (isPython ? /^[\w.]{1,200}(?=:|$)/.exec(error)?.[0] : undefined);
}
const GO_START = /^(?:panic: |goroutine \d{1,12} \[|fatal error: )/;
/** Rust tells the message on the next line. */
const PANICKED = /panicked at [^\n]{1,300}:\d{1,7}:\d{1,7}:$/;
const CAUSE = /^(?:Caused by: |\s{0,20}\[cause\]: |\s{0,20}---> |Wrapped by: )/;
const PYTHON_START = 'Traceback (most recent call last)';
function readLine(line, blocks, isGo) {
    const block = blocks.at(-1);
    if (block === undefined)
        return;
    const found = readFrame(line) ?? (isGo ? readGoCall(line) : undefined);
    if (found !== undefined)
        addFrame(block.frames, found.frame, found.isPlaceOnly);
    if (line.includes(PYTHON_START)) {
        if (blocks.length === 1 && block.frames.length === 0)
            blocks.pop();
        blocks.push(blockOf({ isPython: true, isGroup: line.includes(GROUP_START) }));
        return;
    }
    const error = errorOf(line) ?? unnamedError(line, block);
    if (error === undefined)
        return;
    if (CAUSE.test(line))
        blocks.push(blockOf({ error }));
    else
        block.error ??= error;
}
/** What needs no error's name to be one: the first line behind Python's frames, and the one behind Rust's panic. */
function unnamedError(line, block) {
    const isPythonEnd = block.isPython && block.frames.length > 0 && /^[A-Za-z_]/.test(line);
    return isPythonEnd ? line.slice(0, LONGEST_ERROR) : undefined;
}
function addFrame(frames, frame, isPlaceOnly) {
    const last = frames.at(-1);
    if (isPlaceOnly && last !== undefined && last.file === undefined) {
        frames[frames.length - 1] = { ...last, ...frame };
    }
    else if (frames.length < MOST_FRAMES)
        frames.push(frame);
}
/** Python tells the first cause first, everybody else last. */
function rootOf(blocks) {
    const told = blocks.filter(block => block.frames.length > 0 || block.error !== undefined);
    const python = told.find(block => block.isPython && !block.isGroup) ?? told.find(block => block.isPython);
    return python ?? told.findLast(block => block.frames.length > 0) ?? told.at(-1);
}
/**
 * `Type: message`, where the type is qualified or ends as errors do; `panic: …`; `thread '…' panicked at …`;
 * `file.rb:1:in 'm': message (Type)`.
 */
const ERROR = /^(?:Caused by: |\s{0,20}\[cause\]: |\s{0,20}---> |Wrapped by: |Exception in thread "[^"]{0,100}" |Unhandled exception\. |(?:PHP )?Fatal error: {1,2}|(?:Uncaught |Unhandled |Unexpected ))*((?:[A-Za-z_$][\w$]{0,100}(?:\.|::|\\)){0,12}[A-Za-z_$][\w$]{0,100})(?: \[\w{1,40}\]| \([^()]{1,40}\))?(?::\s|\s---> |$)/;
const ERROR_NAME = /(?:Exception|Error|Throwable|Failure|Fault|Timeout|Exit|Interrupt|Warning|Panic)\d{0,3}$/;
/** A place or a qualified name tells that it is a type: `plugin is missing (Payments)` names none. */
const RUBY_ERROR = /\(([A-Z][\w:]{2,100})\)\s{0,4}:?$/;
const RUBY_PLACE = /^[^\s:]{1,300}\.(?:rb|erb|rake|ru):\d{1,7}:in /;
/** `ActiveRecord::RecordNotFound (Couldn't find Cart with 'id'=1):` */
const RAILS_ERROR = /^([A-Z]\w{0,100}(?:::[A-Z]\w{0,100}){0,8}) \(.{1,500}\):\s{0,4}$/;
/** The type of the error that a line names, if it does. */
function typeOf(line) {
    const text = line.slice(0, LONGEST_ERROR);
    if (text.startsWith('panic: ') || (text.includes('panicked') && text.includes(' panicked at ')))
        return 'panic';
    if (text.startsWith('fatal error: '))
        return 'fatal error';
    const type = ERROR.exec(text)?.[1];
    if (type !== undefined && (ERROR_NAME.test(type) || CAUSE.test(text)))
        return type;
    // Most lines do not end in brackets, and a search through all of each would find that out more slowly.
    return text.slice(-6).includes(')') ? rubyType(text) : undefined;
}
function rubyType(text) {
    const type = RUBY_ERROR.exec(text)?.[1] ?? RAILS_ERROR.exec(text)?.[1];
    if (type === undefined)
        return undefined;
    return type.includes('::') || ERROR_NAME.test(type) || RUBY_PLACE.test(text) ? type : undefined;
}
function errorOf(line) {
    if (typeOf(line) === undefined)
        return undefined;
    return line.slice(0, LONGEST_ERROR).replace(CAUSE, '').trim();
}

;// CONCATENATED MODULE: ./.cache/build/logs/join.js





/** Decides which lines are the rest of a stack trace that began above them in the same stream. */
/** Lines of one trace follow each other at once. */
const LONGEST_PAUSE = 2000;
const join_MOST_LINES = 300;
/** The state in which a first line leaves its event. */
function firstState(line) {
    if (line.includes('Traceback (most recent call last)'))
        return 'python';
    const first = line.charCodeAt(0);
    const mayBeGo = first === P || first === F || first === G || first === H;
    if (mayBeGo && join_GO_START.test(line))
        return 'go';
    const isRust = line.endsWith(':') && /panicked at .{1,300}:\d{1,7}:\d{1,7}:$/.test(line.slice(-400));
    if (isRust)
        return 'rust';
    return isConsoleHead(line) ? 'console' : (crashState(line) ?? 'none');
}
const [P, F, G, H] = [112, 102, 103, 104];
const join_GO_START = /^(?:panic: |fatal error: |goroutine \d{1,12} \[|http2?: panic serving )/;
/** Cheap: most lines begin with what no part of a trace begins with. */
const MAY_CONTINUE = /^(?:\s|$|[})[(#.-]|at |Caused by|Traceback|During handling|The above exception|goroutine \d|created by|exit status|stack backtrace|Stack trace|note: |Suppressed|File "|from |\d{1,4}: |panic: |[A-Za-z_$][\w$]{0,100}[.:\\(/ ]|[^\s:]{1,300}\.(?:rb|erb|rake|ru|go):\d)/;
/** The state of the event with this line in it, or undefined where the line begins another. */
function continueWith(draft, line) {
    const { text } = line;
    if (isOver(draft, line.at) || (line.isDated && !mayBeStamped(draft, text)))
        return undefined;
    return draft.state === 'none' ? begins(draft, text) : continues(draft, text);
}
function continues({ state, rest }, line) {
    if (isCrashState(state)) {
        return isNewRecord(line) ? undefined : continuesCrash(line, state, rest === undefined);
    }
    if (state === 'console')
        return continuesConsole(line);
    if (state === 'rust') {
        return line.trim() === '' ? 'frames' : isNewRecord(line) ? undefined : 'frames';
    }
    if (!MAY_CONTINUE.test(line))
        return undefined;
    if (state === 'go')
        return continuesGo(line) ? 'go' : undefined;
    return state === 'python' ? continuesPython(line) : continuesTrace(line, state);
}
function continuesConsole(line) {
    return line.startsWith(CONSOLE_INDENT) || line.trim() === '' ? 'console' : undefined;
}
/** A line with an instant is a record, unless a collector writes one before every line and it can be nothing but a piece. */
function mayBeStamped({ isDated, isStamped, state }, line) {
    if (!isDated || isStamped === false)
        return false;
    if (isStamped === undefined)
        return mayBeFirstStamped(state, line);
    if (isPiece(line))
        return true;
    if (state === 'python') {
        return /^\s/.test(line) || isPythonEnd(line);
    }
    if (state === 'go')
        return continuesGo(line);
    return state === 'frames' && /^(?:\s|#\d|[})\]]{1,4}$)/.test(line);
}
function mayBeFirstStamped(state, line) {
    if (state === 'rust')
        return levelInText(line) === undefined;
    const isFrame = /^(?:\s|at |#\d)/.test(line) && readFrame(line) !== undefined;
    return isFrame || STAMPED_START.test(line) || (state === 'none' && isErrorLine(line));
}
const STAMPED_START = /^(?:\s{0,40}---> |\s{1,40}\[cause\]: |Traceback \(most recent call last\):$|goroutine \d{1,12} \[[^\]]{1,100}\]:$|\[signal SIG|Stack trace:$)/;
function isOver({ state, last, rest = [] }, at) {
    return state === 'closed' || at - last > LONGEST_PAUSE || rest.length + 1 >= join_MOST_LINES;
}
/** Is this line a piece of a trace whose beginning is not here? */
function isOrphan(line) {
    if (!/^(?:\s|at |Caused by: |#\d|from |\.\.\. \d)/.test(line))
        return false;
    // Python indents the beginning of this one.
    if (/^\s{0,40}\+ Exception Group Traceback/.test(line))
        return false;
    return readFrame(line) !== undefined || TRACE_MARK.test(line);
}
const TRACE_MARK = /^\s{0,40}(?:\.{3} \d{1,6} (?:more|common frames omitted)|Caused by:(?: |$)|Suppressed: |-{3} End of |\[cause\]: |---> |stack backtrace:|Stack trace:|thrown in |note: run with |note: Some details|During handling of the above|The above exception was|(?:\+ Exception Group )?Traceback \(most recent|goroutine \d{1,12} \[|created by |exit status \d)/;
function begins(draft, line) {
    if (!MAY_CONTINUE.test(line) || isNewRecord(line))
        return undefined;
    const isAfterError = typeOf(draft.rest?.at(-1) ?? draft.first) !== undefined;
    if (!isAfterError && !isSevere(draft.level) && !NODE_WARNING.test(draft.first))
        return undefined;
    if (isPiece(line))
        return pieceState(line);
    return !isAfterError && draft.rest === undefined && isErrorLine(line) ? 'error' : undefined;
}
/** The runtime's own, about an error that nobody caught. */
const NODE_WARNING = /^\(node:\d{1,10}\) [\w[\]]{0,100}Warning: /;
function pieceState(line) {
    const state = firstState(line);
    return state === 'none' ? 'frames' : state;
}
function isPiece(line) {
    return (TRACE_MARK.test(line) ||
        (/^(?:\s|#|at |File )/.test(line) && readFrame(line) !== undefined) ||
        (line.endsWith("'") && RUBY_FRAME.test(line)));
}
/** Below an error that was logged, Ruby's frames are not indented; with a message behind it one begins an error. */
const RUBY_FRAME = /^[^\s:]{1,300}\.(?:rb|erb|rake|ru):\d{1,7}:in [`'][^'`]{1,200}'$/;
/** The error's own first line below the line that was logged. */
function isErrorLine(line) {
    return /^[\w$.\\:]{1,300}(?:\s|$)/.test(line) && typeOf(line) !== undefined;
}
function continuesTrace(line, state) {
    if (TRACE_MARK.test(line))
        return firstState(line) === 'python' ? 'python' : state;
    if (state === 'ended')
        return continuesEnded(line);
    if (line.startsWith('Node.js v'))
        return /^Node\.js v\d[\w.-]{1,30}$/.test(line) ? 'closed' : undefined;
    if (isNextOfPhp(line) || line.startsWith('(Use `node --trace-'))
        return state;
    const isInner = /^(?:\s|$|[})\]]|#\d)/.test(line) || readFrame(line) !== undefined;
    return isInner ? state : undefined;
}
function continuesEnded(line) {
    if (GROUP_LINE.test(line))
        return continuesPython(line);
    return line.trim() === '' || BEHIND_PYTHON.test(line) ? 'ended' : undefined;
}
/** The error that wraps the one above it. */
function isNextOfPhp(line) {
    return line.startsWith('Next ') && typeOf(line.slice(5)) !== undefined;
}
/** What SQLAlchemy and the drivers of PostgreSQL write below an error's first line. */
const BEHIND_PYTHON = /^(?:\[(?:SQL|parameters|generated in|cached since|raised as a result of)\b|\(Background on this error at: |(?:DETAIL|HINT|CONTEXT): )/;
/** Frames and their code are indented; the first line that is not names the error. A group of errors ends with a rule. */
function continuesPython(line) {
    if (GROUP_END.test(line))
        return 'ended';
    if (/^\s|^$/.test(line) || TRACE_MARK.test(line))
        return 'python';
    return isPythonEnd(line) ? 'ended' : undefined;
}
const GROUP_END = /^\s{2,80}\+-{30,100}$/;
/** What follows such a rule is indented and begins with one of these. */
const GROUP_LINE = /^\s{2,80}[|+]/;
const PYTHON_END = /^[A-Za-z_][\w.<>]{0,200}(?::\s|:?$)/;
function isPythonEnd(line) {
    const type = line.slice(0, line.indexOf(':') + 1);
    return PYTHON_END.test(line) && levelInText(type) === undefined;
}
function continuesGo(line) {
    return (line.trim() === '' ||
        /^\s/.test(line) ||
        TRACE_MARK.test(line) ||
        line.startsWith('[signal ') ||
        readGoCall(line) !== undefined);
}
/** Begins with an instant, as log records do and parts of traces do not. */
function isNewRecord(line) {
    return /^\[?\d{2,4}[-/:.]\d{2}/.test(line);
}

;// CONCATENATED MODULE: ./.cache/build/logs/clean.js
/** Text of a log without what terminals, encodings and broken writers left in it. */
/** CSI, OSC and short escapes of terminals, and marks of byte order. Bounded, so linear. */
const INVISIBLE = /\ufeff|\u001b(?:\[[0-?]{0,32}[ -/]{0,4}[@-~]?|\][^\u0007\u001b\n]{0,200}(?:\u0007|\u001b\\)?|[#%(-/][0-~]?|[ -~])?/g;
/** Most lines hold nothing else, and this is asked sooner. */
const UNUSUAL = /[^\t\n -~]/;
/** Controls but newline and tab, the BOM, and halves of characters. */
const SUSPICIOUS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufeff\ud800-\udfff]/;
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]|\p{Surrogate}/gu;
/** At most `limit` characters; line ends are `\n`, escapes and marks of byte order are gone, other controls are U+FFFD (a run of them is one). */
function clean(text, limit) {
    const kept = text.length > limit ? text.slice(0, limit) : text;
    if (!UNUSUAL.test(kept) || !SUSPICIOUS.test(kept))
        return kept;
    return kept
        .replace(INVISIBLE, '')
        .replace(/\r+(?=\n|$)/g, '')
        .replaceAll('\r', '\n')
        .replace(CONTROLS, '\ufffd')
        .replace(/\ufffd{2,}/g, '\ufffd');
}

;// CONCATENATED MODULE: ./.cache/build/logs/said.js



/**
 * What a JSON record says: its message; without one its error; else its own words, each behind its key. Were it
 * masked as the JSON that it is, every record without a message would be the same.
 */
const MOST_WORDS = 16;
const LONGEST_WORDS = 200;
const LONGEST_KEY = 80;
function saidBy(data) {
    const stack = firstLineOf(firstOf(data, STACK_NAMES, isTelling));
    return messageIn(data) ?? firstOf(data, SAID_NAMES, isTelling) ?? stack ?? wordsOf(data);
}
function messageIn(data) {
    return firstOf(data, MESSAGE_NAMES, value => !isLiteral(value));
}
/** Of fields beside a text that is empty; undefined where they hold neither a message nor an error. */
function saidBeside(data) {
    return messageIn(data) ?? firstOf(data, SAID_NAMES, isTelling);
}
/** Numbers and `true` are the same in every template. */
function isLiteral(value) {
    if (value.length > LONGEST_LITERAL)
        return false;
    return (/^\s*(?:[\d.,:+-]+|true|false|null|undefined|none|nil|nan)\s*$/i.test(value) && /\w/.test(value));
}
const LONGEST_LITERAL = 40;
function isTelling(value) {
    return /\p{L}/u.test(value) && !isLiteral(value);
}
function firstLineOf(text) {
    const end = text?.indexOf('\n') ?? -1;
    return end < 0 ? text : text?.slice(0, end);
}
/** In the order of their keys: encoders differ in it. Where no key has words, the keys are all that is said. */
function wordsOf(data) {
    const entries = Object.entries(data)
        .filter(([key]) => !isOfItsOwn(key))
        .sort(([left], [right]) => (left < right ? -1 : 1));
    const telling = entries.filter(([key, value]) => isTelling(value) && !isLevel(key, value));
    if (telling.length > 0)
        return telling.slice(0, MOST_WORDS).map(phrase).join(' ');
    const keys = entries.length > 0 ? entries.map(([key]) => key) : Object.keys(data).sort();
    return `{${[...new Set(keys.map(shownKey))].slice(0, MOST_WORDS).join(' ')}}`;
}
function phrase([key, value]) {
    return `${shownKey(key)}: ${clean(value, LONGEST_WORDS).replace(/\s+/g, ' ')}`;
}
/** Without the places in lists: `errors.path` of `errors.0.path`. */
function shownKey(key) {
    return clean(key, LONGEST_KEY)
        .split('.')
        .filter(part => !/^\d+$/.test(part))
        .join('.');
}
function isLevel(key, value) {
    return LEVEL_NAMES.includes(key) && levelOf(value, key) !== undefined;
}
/** Parts of a key, in small letters without separators, whose values are those of one record, one user, one machine or one build. */
const OF_ITS_OWN = new Set(('time timestamp ts date datetime asctime instant at createdat observedtimestamp eventtime ' +
    'host hostname computer machine machinename pid process processid thread threadname tid goroutine ' +
    'trace traceid span spanid transaction request requestid reqid correlationid session sessionid uuid guid id ' +
    'user userid username email ip remoteaddr remoteip clientip client remote peer addr address ' +
    'useragent agent referer referrer cookie cookies headers token authorization query querystring ' +
    'kubernetes k8s container containername image pod podname node nodename instance docker cloud ' +
    'version build commit release revision sha branch tag tags ecs').split(' '));
const IS_ID = /(?:[_.-]id|[a-z]I[dD])$/;
/** A template is published; what is not to be read by others has no place in it. */
const IS_PRIVATE = /pass(?:word|wd|phrase|code)|secret|token|credential|(?:api|private|access|auth)[_-]?key|signature|phone|iban|birth|card/i;
function isOfItsOwn(key) {
    if (IS_ID.test(key) || IS_PRIVATE.test(key))
        return true;
    return key.split('.').some(part => OF_ITS_OWN.has(part.replace(/[@_\s-]/g, '').toLowerCase()));
}

;// CONCATENATED MODULE: ./.cache/build/logs/unescape.js
/** What a backslash hides in the texts of loggers. */
function unescape_unescape(text) {
    if (!text.includes('\\'))
        return text;
    return text.replace(/\\(.)/g, (_, letter) => letter === 'n' ? '\n' : letter === 't' ? '\t' : letter);
}

;// CONCATENATED MODULE: ./.cache/build/logs/json.js


/** A longer JSON line is read as text. */
const MOST_JSON = 65_536;
const MOST_KEYS = 120;
const MOST_DEPTH = 4;
const MOST_VALUE = 20_000;
/** Undefined for what is no JSON object. */
function readJson(text) {
    if (text.length > MOST_JSON)
        return undefined;
    const value = parse(text);
    if (value === undefined)
        return undefined;
    const entries = [];
    flatten(value, '', 0, entries);
    const data = Object.fromEntries(entries);
    return { data, message: saidBy(data) };
}
function parse(text) {
    try {
        const value = text.trimEnd().endsWith('}') ? JSON.parse(text) : undefined;
        return typeof value === 'object' && value !== null ? value : torn(text);
    }
    catch {
        return torn(text);
    }
}
/** The texts of a JSON object whose end was cut off, by their innermost keys; undefined where it was not. */
function torn(text) {
    if (!text.startsWith('{"') || isClosed(text))
        return undefined;
    const pairs = [...text.matchAll(TORN_PAIR)].slice(0, MOST_KEYS);
    const texts = pairs.map(([, key = '', value = '']) => [key, unescape_unescape(value)]);
    return texts.length === 0 ? undefined : Object.fromEntries(texts.toReversed());
}
const TORN_PAIR = /"([\w.@-]{1,60})"\s{0,3}:\s{0,3}"((?:[^"\\]|\\.){0,4000})/g;
function isClosed(text) {
    let depth = 0;
    let isText = false;
    for (let at = 0; at < text.length; at++) {
        const code = text.charCodeAt(at);
        if (code === BACKSLASH)
            at++;
        else if (code === QUOTE)
            isText = !isText;
        else if (code === OPEN_BRACE && !isText)
            depth++;
        else if (code === CLOSE_BRACE && !isText && --depth === 0)
            return true;
    }
    return false;
}
const [QUOTE, BACKSLASH, OPEN_BRACE, CLOSE_BRACE] = [34, 92, 123, 125];
/** `{error: {type: …}}` is `error.type`; lists of texts (traces) are lines. */
function flatten(value, prefix, depth, entries) {
    for (const [key, raw] of Object.entries(value)) {
        if (entries.length >= MOST_KEYS)
            return;
        const item = fromOtlp(raw);
        const name = prefix === '' ? key : `${prefix}.${key}`;
        if (typeof item === 'string')
            entries.push([name, item.slice(0, MOST_VALUE)]);
        else if (typeof item === 'number' || typeof item === 'boolean')
            entries.push([name, String(item)]);
        else if (isTexts(item))
            entries.push([name, item.join('\n').slice(0, MOST_VALUE)]);
        else if (typeof item === 'object' && item !== null && depth < MOST_DEPTH)
            flatten(item, name, depth + 1, entries);
    }
}
/** OTLP wraps each value in its type, and lists attributes by key. */
function fromOtlp(value) {
    if (Array.isArray(value)) {
        return value.length > 0 && value.every(isAttribute)
            ? Object.fromEntries(value.slice(0, MOST_KEYS).map(({ key, value: own }) => [key, own]))
            : value;
    }
    if (typeof value !== 'object' || value === null)
        return value;
    const [[key, own] = ['', undefined], ...others] = Object.entries(value);
    return others.length === 0 && OTLP_VALUE.test(key) ? own : value;
}
const OTLP_VALUE = /^(?:string|int|double|bool)Value$/;
function isAttribute(item) {
    if (typeof item !== 'object' || item === null)
        return false;
    return 'key' in item && typeof item.key === 'string' && 'value' in item;
}
function isTexts(value) {
    return Array.isArray(value) && value.length > 0 && value.every(item => typeof item === 'string');
}

;// CONCATENATED MODULE: ./.cache/build/logs/logfmt.js



/** Pairs that are read. */
const logfmt_MOST_KEYS = 120;
/**
 *   line  = pair { blank pair }
 *   pair  = name [ '=' ( quoted | { character but blank } ) ]
 *   quoted = '"' { character | '\' character } '"' | "'" { character | '\' character } "'" blank
 *
 * Undefined where fewer than two pairs, neither a message nor a level, or mostly words without `=` are found.
 */
function readLogfmt(text) {
    const entries = [];
    let at = 0;
    let bare = 0;
    while (at < text.length && entries.length < logfmt_MOST_KEYS) {
        const pair = readPair(text, at);
        if (pair.name === '' || pair.value === undefined)
            bare++;
        else
            entries.push([pair.name, pair.value]);
        at = pair.end;
    }
    if (entries.length < 2 || bare > entries.length)
        return undefined;
    const data = Object.fromEntries(entries);
    const message = messageIn(data);
    if (message === undefined && levelIn(data) === undefined)
        return undefined;
    // Without a message the line is what it says: its pairs are no JSON, of which nothing would be compared.
    return { data, message: message ?? text };
}
const NAME_END = /[\s="]/g;
const BLANK_END = /\s/g;
function readPair(text, from) {
    const stop = nextMatch(NAME_END, text, from);
    const name = text.slice(from, stop);
    if (text[stop] !== '=')
        return { name, end: stop + 1 };
    const quote = text[stop + 1];
    const close = quote === '"' || quote === "'" ? closing(text, stop + 2, quote) : -1;
    // An apostrophe may be a part of the value, a quotation mark is none.
    if (close < 0 || (quote === "'" && !/^'(?:\s|$)/.test(text.slice(close, close + 2)))) {
        const end = nextMatch(BLANK_END, text, stop + 1);
        return { name, value: text.slice(stop + 1, end), end: end + 1 };
    }
    return { name, value: unescape_unescape(text.slice(stop + 2, close)), end: close + 2 };
}
function nextMatch(pattern, text, from) {
    pattern.lastIndex = from;
    return pattern.exec(text)?.index ?? text.length;
}
function closing(text, from, quote) {
    let at = from;
    while (at < text.length && text[at] !== quote)
        at += text[at] === '\\' ? 2 : 1;
    return at;
}

;// CONCATENATED MODULE: ./.cache/build/logs/structured.js


/** Of a JSON object or a logfmt line; undefined for anything else. */
function readStructured(text) {
    const first = text.charCodeAt(0);
    if (first === 123)
        return readJson(text);
    const equals = text.indexOf('=');
    const mayBe = equals > 0 && equals <= LONGEST_NAME && LOGFMT_START.test(text);
    return mayBe ? readLogfmt(text) : undefined;
}
/** The most characters that the pattern below takes before its `=`. */
const LONGEST_NAME = 41;
/** `name=` at the start: what follows may be logfmt. */
const LOGFMT_START = /^[A-Za-z_@][\w.@-]{0,40}=/;

;// CONCATENATED MODULE: ./.cache/build/logs/transport.js
/**
 * What log collectors and process managers write before the line of the program. It is taken off once, so that JSON and
 * the lines of a trace are seen behind it. Where it could be the program's own words, it stays.
 *
 *   prefix = [ instant ] [ '<' digits '>' ] origin [ instant ]
 */
/** ISO 8601, `12:34:56,789`, `Jun 14 15:16:01`, in brackets or not, with its zone; anchored and bounded. */
const INSTANT = /\[?(?:\d{4}[-/.]\d\d[-/.]\d\d(?:[T ,]{1,2}\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?)?|\d\d[-/.](?:\d\d|[A-Z][a-z]{2})[-/.]\d{4}[T :]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?|\d\d:\d\d:\d\d(?:[.,]\d{1,9})?|(?:[A-Z][a-z]{2} )?[A-Z][a-z]{2} [ \d]\d (?:\d\d:\d\d:\d\d)(?:[.,]\d{1,9})?(?: \d{4})?)(?: ?(?:Z|UTC|[+-]\d\d:?\d\d))?\]?(?::?[ \t]|$)/y;
/** Only syslog and journald, and Heroku, write instants so: with a month's name before a host, or with a zone in digits. */
const BSD_INSTANT = String.raw `[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d `;
const IS_BSD = `(?<=${BSD_INSTANT})`;
const IS_SYSLOG = String.raw `(?<=${BSD_INSTANT}|T\d\d:\d\d:\d\d[.,\d]{0,10}[+-]\d\d:?\d\d )(?!(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL)\b)`;
/** Behind an instant: of the CRI, of a dyno, of syslog with a process, of Lambda. One blank ends it: a trace is indented. */
const BEHIND_INSTANT = new RegExp(String.raw `std(?:out|err) [FP](?: |$)|[a-z][\w-]{0,40}\[[a-z][\w-]{0,40}\.\d{1,6}\]:(?: |$)|${IS_SYSLOG}[\w.:-]{1,255} [\w./@-]{1,100}\[\d{1,10}\]:(?: |$)|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\t(?=[A-Z]{4,8}\t)`, 'y');
/** At the start of a line: of RFC 5424 (version, instant, host, program, process, kind, data), of a dyno, Compose and pm2. */
const AT_START = /(?:<\d{1,3}>1 \S{1,40} \S{1,255} \S{1,48} \S{1,128} \S{1,32} (?:-|(?:\[[^\]\n]{0,1000}\]){1,8})(?: |$)|[a-z][\w-]{0,40}\[[a-z][\w-]{0,40}\.\d{1,6}\]:(?: |$)|[\w.-]{1,80}[_-]\d{1,4} {2,40}\|(?: |$)|\d{1,4}\|[\w.-]{1,60} {1,40}\|(?: |$))/y;
/** JSON, and pieces of a trace that are nothing else. */
const EVIDENT = String.raw `(?:@cee: ?)?\{"|\s{1,20}at [\w$./<(]|Caused by: |\s{1,20}\.{3} \d{1,6} |Traceback \(|\s{1,20}File "`;
const transport_ERROR = String.raw `(?:[A-Za-z_$][\w$]{0,60}\.){1,12}[A-Za-z_$][\w$]{0,60}(?:Exception|Error)(?:: |$)`;
/** Only before these: Stern (a pod of a deployment, and a container), Compose without a number, syslog without a process. */
const BEFORE_EVIDENT = new RegExp(String.raw `[a-z0-9][a-z0-9-]{0,200}-[bcdf-hj-np-tv-xz0-9]{5,10}-[bcdf-hj-np-tv-xz0-9]{5} [a-z0-9][a-z0-9-]{0,62} (?=${EVIDENT}|${transport_ERROR})|[\w.-]{1,80} {2,40}\| (?=${EVIDENT})|${IS_BSD}[\w.:-]{1,255} [\w./@-]{1,100}: (?=${EVIDENT})|[\w.:-]{1,255} [\w./@-]{1,100}(?:\[\d{1,10}\])?: ?(?=@cee: ?\{")`, 'y');
const SYSLOG_PRIORITY = /<\d{1,3}>(?=[A-Z][a-z]{2} |\d{4}-)/y;
/** A logger that is called for each line of a trace writes a level before each. */
const BEFORE_PIECE = /(?:ERROR|FATAL|SEVERE|WARN) (?=\s{1,8}at [\w$.]|Caused by: |\s{1,8}\.{3} \d)/y;
/** Words before JSON that say no more than a level, or that Lambda writes before an error. */
const BEFORE_JSON = /(?:@cee: ?|[[(<]?(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|SEVERE|FATAL|CRITICAL|trace|debug|info|warn|warning|error|fatal|critical)[\])>]?:?[ \t]{1,8}(?:(?:Invoke Error|Uncaught Exception|Unhandled Promise Rejection) {0,4}\t)?)(?=\{")/y;
function withoutTransport(text) {
    const start = skip(SYSLOG_PRIORITY, text, 0);
    const first = skipInstant(text, start);
    const origin = skipOrigin(text, first, first > start);
    const hasOrigin = origin > first;
    const own = hasOrigin ? skipInstant(text, origin) : first;
    // A line that is an instant alone says at least that.
    if (own === 0 || (own === text.length && !hasOrigin))
        return { text, isDated: false };
    return {
        text: text.slice(skip(BEFORE_PIECE, text, own)),
        isDated: own > (hasOrigin ? origin : start)
    };
}
/** Where JSON begins behind a word that says no more than a level; 0 where there is none. */
function jsonStart(text) {
    return skip(BEFORE_JSON, text, 0);
}
function skipOrigin(text, from, isBehindInstant) {
    if (!isBehindInstant && !mayBegin(text.charCodeAt(from)))
        return from;
    const end = skip(isBehindInstant ? BEHIND_INSTANT : AT_START, text, from);
    return end > from ? end : skip(BEFORE_EVIDENT, text, from);
}
/** Small letters, digits and `<`: most lines begin otherwise, and are not looked at. */
function mayBegin(code) {
    return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code === 60;
}
function skipInstant(text, from) {
    const code = text.charCodeAt(from);
    const mayBe = (code >= 48 && code <= 57) || code === 91 || (code >= 65 && code <= 90);
    return mayBe ? skip(INSTANT, text, from) : from;
}
/** Sticky, so that it tells its end without making a match of every line. */
function skip(pattern, text, from) {
    pattern.lastIndex = from;
    return pattern.test(text) ? pattern.lastIndex : from;
}

;// CONCATENATED MODULE: ./.cache/build/logs/record.js






/** Enough for a trace in one line. */
const MOST_READ = 32_768;
/** JSON inside of the message of JSON: the wrappers of a container runtime and of a collector, and the logger's own. */
const MOST_WRAPPERS = 3;
function readRecord({ text: raw, fields, stream }) {
    const text = clean(raw, MOST_READ);
    let line = withoutTransport(text);
    let data = fields;
    let level;
    let isSaid = false;
    for (let depth = 0; depth < MOST_WRAPPERS; depth++) {
        const start = jsonStart(line.text);
        const inner = readStructured(start === 0 ? line.text : line.text.slice(start));
        if (inner === undefined)
            break;
        if (start > 0)
            level = levelInText(line.text.slice(0, start));
        data = depth === 0 && isEmpty(data) ? inner.data : { ...data, ...inner.data };
        if (inner.message === line.text)
            break;
        line = withoutTransport(withoutEnd(clean(inner.message, MOST_READ)));
        isSaid = true;
    }
    // Some stores keep a record without a message as its fields alone.
    if (text === '')
        line = { text: saidBeside(data) ?? text, isDated: false };
    const plain = { text, message: line.text, isDated: line.isDated, stream, isSaid, level };
    return isEmpty(data) ? recordOf(plain, NOTHING) : structured(plain, data);
}
const NOTHING = {
    level: undefined,
    errorType: undefined,
    cause: undefined,
    stack: undefined,
    isWhole: false
};
function recordOf({ text, message, isDated, stream, level }, told) {
    return {
        text,
        message,
        level: told.level ?? levelInText(message) ?? level ?? levelOfStream(stream),
        errorType: told.errorType,
        cause: told.cause,
        stack: told.stack,
        isWhole: told.isWhole,
        isDated
    };
}
function structured(plain, data) {
    const named = levelIn(data);
    const stack = firstOf(data, STACK_NAMES) ?? '';
    const isTrace = stack.includes('\n') || /^\s{0,20}at /.test(stack);
    const cause = firstOf(data, CAUSE_NAMES) ?? (isTrace ? '' : stack);
    return recordOf(plain, {
        level: named,
        errorType: firstOf(data, TYPE_NAMES)?.slice(0, 200),
        cause: plain.message.includes(cause) ? undefined : clean(cause, MOST_READ),
        stack: isTrace ? clean(stack, MOST_READ) : undefined,
        isWhole: named !== undefined && plain.isSaid
    });
}
/** Docker keeps the end of the line in its JSON; a line that is more than one is a whole trace. */
function withoutEnd(text) {
    return text.endsWith('\n') ? text.slice(0, -1) : text;
}
/** Lines of one stream mostly share one object of labels. */
const levelsOfStreams = new WeakMap();
/** Of the label by which stores and collectors tell the level of all lines of a stream. */
function levelOfStream(stream) {
    const known = levelsOfStreams.get(stream);
    if (known !== undefined)
        return known.level;
    // VictoriaLogs tells the labels as one text.
    const own = STREAM_LEVEL.exec(stream['_stream'] ?? '')?.[1];
    const level = levelIn(own === undefined ? stream : { level: own });
    levelsOfStreams.set(stream, { level });
    return level;
}
const STREAM_LEVEL = /[{,]\s?(?:level|severity|detected_level|severity_text|log_level|loglevel|lvl)="([^"]{1,20})"/;
function isEmpty(data) {
    for (const _ in data)
        return false;
    return true;
}

;// CONCATENATED MODULE: ./.cache/build/logs/events.js




/**
 * The events of one batch of lines, in their order. Lines of a trace are joined by stream; pieces of a
 * trace whose beginning is not in the batch are no event.
 */
function readEvents(lines) {
    const events = [];
    eachEvent(lines, (event, place) => (events[place] = event));
    // Without the places of lines that turned out to be part of an event above them.
    return events.flat();
}
/**
 * The same one by one, each as soon as it is whole, so that a big batch need not be in memory twice; `place` is its
 * own among all of them.
 */
function eachEvent(lines, take) {
    const streams = new Map();
    const streamOf = rememberStreams(streams);
    let begun = 0;
    for (const line of lines) {
        const stream = streamOf(line.stream);
        const record = readRecord(line);
        const { draft } = stream;
        const state = draft === undefined ? undefined : nextState(draft, record, line.at);
        if (draft !== undefined && state !== undefined && state !== 'error') {
            stream.draft = settle(draft, record.isDated, take);
            extend(stream.draft, { text: record.message, at: line.at, isDated: record.isDated }, state);
            continue;
        }
        if (isBlank(record.message) || (!record.isWhole && isOrphan(record.message)))
            continue;
        const next = begin(line.at, record, stream.name, begun++);
        if (state === 'error' && draft !== undefined)
            next.above = draft;
        else
            takeAll(draft, take);
        stream.draft = next;
    }
    for (const { draft } of streams.values())
        takeAll(draft, take);
}
function takeAll(draft, take) {
    if (draft === undefined)
        return;
    takeAll(draft.above, take);
    take(finish(draft), draft.place);
}
/** The trace of an error follows, so that the error belongs to the line above it, if one wrote both. */
function settle(draft, isDated, take) {
    const { above } = draft;
    if (above === undefined)
        return draft;
    delete draft.above;
    if (isDated === draft.isDated) {
        extend(above, { text: draft.first, at: draft.at, isDated }, 'none');
        return above;
    }
    take(finish(above), above.place);
    return draft;
}
/** Cheap where a line begins with its first word. */
function isBlank(text) {
    const first = text.charCodeAt(0);
    return !(first > 32 && first < 127) && text.trim() === '';
}
function begin(at, record, stream, place) {
    const { message, level, isDated } = record;
    const state = message.includes('\n') ? 'closed' : record.isWhole ? 'none' : firstState(message);
    return { at, last: at, record, stream, place, first: message, level, isDated, state };
}
/** The state of the event with this record in it. A trace that came in one record is whole. */
function nextState(draft, { message, isWhole, isDated }, at) {
    if (isWhole)
        return undefined;
    if (!message.includes('\n'))
        return continueWith(draft, { text: message, at, isDated });
    if (isDated || draft.state !== 'none')
        return undefined;
    const state = continueWith(draft, { text: events_firstLineOf(message), at, isDated });
    const belongs = state === 'error' ? hasTrace(message) : state !== undefined;
    return belongs ? 'closed' : undefined;
}
/** Messages of errors have few lines. */
const MOST_MESSAGE = 20;
function hasTrace(error) {
    return error.split('\n', MOST_MESSAGE).some(isPiece);
}
function extend(draft, { text, at, isDated }, state) {
    if (draft.rest === undefined)
        draft.rest = [text];
    else
        draft.rest.push(text);
    if (!isBlank(text))
        draft.isStamped ??= isDated;
    draft.last = at;
    draft.state = state;
}
function events_firstLineOf(text) {
    return text.slice(0, text.indexOf('\n'));
}
/** Lines of one stream mostly share one object of labels. */
function rememberStreams(streams) {
    let last;
    let stream = { name: '' };
    return labels => {
        if (labels === last)
            return stream;
        last = labels;
        const name = JSON.stringify(Object.entries(labels).sort(([left], [right]) => (left < right ? -1 : 1)));
        stream = streams.get(name) ?? { name };
        streams.set(name, stream);
        return stream;
    };
}
function finish(draft) {
    const { record, rest } = draft;
    if (rest !== undefined || record.stack !== undefined || draft.first.includes('\n')) {
        return finishTrace(draft);
    }
    const said = record.cause === undefined ? record.message : `${record.message}: ${record.cause}`;
    const type = record.errorType ?? (isLikelyError(said) ? typeOf(said) : undefined);
    return eventOf(draft, { message: message_cut(said), errorType: type, frames: NO_FRAMES });
}
const NO_FRAMES = [];
/** Set one by one: this is done for every line of a log, and spreading objects takes longer than reading the line. */
function eventOf({ at, record, rest, stream }, error) {
    const { message, errorType, frames } = error;
    const text = message_cut(rest === undefined ? record.text : [record.text, ...rest].join('\n'));
    const lines = 1 + (rest?.length ?? 0);
    const event = { at, message, frames, stream, text, lines };
    if (record.level !== undefined)
        event.level = record.level;
    if (errorType !== undefined)
        event.errorType = errorType;
    return event;
}
function finishTrace(draft) {
    const { record, first, rest } = draft;
    const said = record.cause === undefined ? first : `${first}: ${record.cause}`;
    const own = withoutIndent((rest === undefined ? [said] : [first, ...rest]).flatMap(line => line.split('\n')));
    const { errors, errorType, frames, outer } = readTrace(record.stack === undefined ? own : [...own, ...record.stack.split('\n')]);
    const hasFrames = frames.length > 0;
    const message = message_cut(messageOf(own, { level: record.level, errors, hasFrames }));
    const event = eventOf(draft, { message, errorType: record.errorType ?? errorType, frames });
    if (outer.length > 0)
        event.outer = outer;
    // A line of JSON holds the trace itself, but on one line, and an example is cut long before its end.
    if (record.stack !== undefined)
        event.stack = bothEnds(record.stack);
    return event;
}
/** Spares most lines the pattern: an error's type is a word with a colon behind it. */
function isLikelyError(text) {
    const colon = text.indexOf(':');
    return colon > 4 && colon < 200;
}
/** Characters at the beginning of a long stack trace; the rest of the room is for its end. */
const TRACE_HEAD = 600;
/** Whole lines from both ends: some languages write where it was thrown last, and half a line could hide a secret. */
function bothEnds(trace) {
    if (trace.length <= MOST_TEXT)
        return trace;
    const head = trace.slice(0, Math.max(0, trace.lastIndexOf('\n', TRACE_HEAD)));
    const tail = trace.slice(trace.length - (MOST_TEXT - TRACE_HEAD - 3));
    const start = tail.indexOf('\n');
    return `${head}\n…${start < 0 ? '' : tail.slice(start)}`;
}

;// CONCATENATED MODULE: ./.cache/build/bake/find.js

/** A text shorter than this says nothing. */
const shortestLiteral = 8;
const longestLiteral = 160;
const tellingLiteral = 20;
/** undefined: its lines have no text in common that could be asked for, or the store cannot be asked for one. */
function finderOf(signature, options) {
    const literal = literalOf(signature);
    // Of a trace that is many lines in the store only the one with the text is there, so its text must do.
    const isTrace = signature.example.text.includes('\n') || signature.frames.length > 0;
    if (literal === undefined)
        return undefined;
    if (isTrace && find_isTelling(literal))
        return textFinder(literal, options);
    return textFinder(literal, options, line => isOf(line, signature, options.book), isTrace);
}
/** So specific that it tells alone that two lines are of one kind. */
function find_isTelling(literal) {
    return literal.length >= tellingLiteral;
}
/**
 * Of the lines with that text those for which `isOne` says so; all of them without it. `inPieces`: the store may keep
 * it as many lines, of which none is it alone, so that lines with that text are no proof of its absence.
 */
function textFinder(literal, { lines, asker }, isOne, inPieces = false) {
    if (lines.containing === undefined)
        return undefined;
    const source = lines.containing(literal);
    return {
        literal,
        async find(window, most) {
            const reading = await asker.fetch(source, window, most);
            if (reading.kind === 'failure')
                return undefined;
            const { lines, complete } = reading.batch;
            const found = isOne === undefined ? lines : lines.filter(isOne);
            // What was not read, or lost, may hold it: that proves nothing.
            if (found.length === 0 && (!complete || (inPieces && lines.length > 0)))
                return undefined;
            const from = complete ? window.start : (lines[0]?.at ?? window.end);
            return { instants: found.map(({ at }) => at), from };
        }
    };
}
/** The longest text between the variable parts that stands in the record as it was read. */
function literalOf(signature) {
    return longestOf(literalsOf(signature));
}
function longestOf(literals) {
    const [longest = ''] = [...literals].sort((a, b) => b.length - a.length);
    return longest.length < shortestLiteral ? undefined : longest.slice(0, longestLiteral).trim();
}
/** What stands between the variable parts of a template, as the record has it, in its order. */
function literalsOf({ template, example }) {
    return template.split(/<\*>/).flatMap(part => runsIn(part.trim(), example.text));
}
/** Each of these texts stands in it, one after the other. */
function holdsInOrder(text, literals) {
    let from = 0;
    for (const literal of literals) {
        const at = text.indexOf(literal, from);
        if (at < 0)
            return false;
        from = at + literal.length;
    }
    return true;
}
/** The template has one blank between words; where the record has more, only parts of a run stand in it. */
function runsIn(part, text) {
    if (part === '' || text.includes(part))
        return part.includes('\n') ? part.split('\n') : [part];
    const words = part.split(' ');
    const middle = Math.ceil(words.length / 2);
    if (words.length < 2)
        return [];
    return [words.slice(0, middle), words.slice(middle)].flatMap(half => runsIn(half.join(' '), text));
}
function isOf(line, signature, book) {
    return readEvents([line]).some(event => {
        const handle = book.place(event);
        return book
            .entries()
            .some(entry => entry.signature.handles.includes(handle) &&
            (entry.signature.id === signature.id ||
                entry.signature.handles.some(one => signature.handles.includes(one))));
    });
}

;// CONCATENATED MODULE: ./.cache/build/bake/follow.js



/** Signatures that are looked into after a look, and in a whole bake: each is a handful of requests. */
const mostOfLook = 8;
const mostOfBake = 40;
const mostWhereBilled = 10;
/** So many lines of one are counted at a look: more make no other verdict. */
const mostCounted = 200;
/** Lines that are looked through for one of a pattern. */
const mostTried = 50;
/** Around a line of a trace the rest of it stands: so many milliseconds, at most so many lines. */
const around = 50;
const mostAround = 1000;
/** Less than so many times its old rate is none of the release's doing. */
const jumpFactor = 3;
function createFollower(options) {
    const byKnown = followKnown(options);
    const state = {
        options,
        follows: [...byKnown.values()],
        byKnown,
        seen: new Set(),
        begun: 0
    };
    return {
        async advance(crowded, ends) {
            for (const follow of state.follows)
                await count(follow, state, ends);
            // After a rollback only what is known already is judged.
            if (crowded !== undefined && options.known === undefined)
                await follow_begin(state, crowded, ends);
        },
        countOf: ({ handles }) => {
            const found = state.follows.filter(({ handle }) => handles.includes(handle));
            return found.map(toldOf).sort((a, b) => eventsOf(b) - eventsOf(a))[0];
        },
        countOfKnown: index => {
            const found = state.byKnown.get(index);
            return found === undefined ? undefined : toldOf(found);
        }
    };
}
function followKnown(options) {
    const { known, book } = options;
    const follows = (known?.signatures ?? []).flatMap(({ id, counted }, index) => {
        if (counted === undefined)
            return [];
        const isOne = (line) => readEvents([line]).some(event => {
            const handle = book.place(event);
            const entry = book.entries().find(({ signature }) => signature.handles.includes(handle));
            return entry?.signature.id === id || entry?.signature.accepted === index;
        });
        const finder = textFinder(counted, options, find_isTelling(counted) ? undefined : isOne);
        return finder === undefined ? [] : [[index, newFollow(finder, -1, options)]];
    });
    return new Map(follows);
}
function newFollow(finder, handle, { frame }) {
    return {
        finder,
        handle,
        looks: new Map(),
        until: frame.bake.start,
        early: 0,
        first: Infinity,
        last: -Infinity
    };
}
// ── What is worth following ──────────────────────────────────────────────────────────────────────
async function follow_begin(state, crowded, ends) {
    const { patterns, book, lines } = state.options;
    if (lines.containing === undefined)
        return;
    const suspects = await patterns.look(crowded);
    const most = lines.billed === true ? mostWhereBilled : mostOfBake;
    let left = Math.min(mostOfLook, most - state.begun);
    for (const { signature } of sighted(state)) {
        if (left-- <= 0)
            return;
        await beginOne(signature.handles[0] ?? -1, state, ends);
    }
    for (const suspect of suspects) {
        if (state.seen.has(suspect.text) || isKnown(suspect, book.entries()))
            continue;
        if (left-- <= 0)
            return;
        state.seen.add(suspect.text);
        state.begun++;
        const event = await follow_eventOf(suspect, crowded, state.options);
        if (event !== undefined)
            await beginOne(book.place(event), state, ends);
    }
}
/** In the sample since the deploy, not in that of before it, and too seldom to be judged by that. */
function sighted({ options, seen, follows }) {
    const { book, minCount, isAccepted } = options;
    const followed = new Set(follows.map(({ handle }) => handle));
    return book
        .entries()
        .filter(({ before, soFar, signature }) => {
        const isOpen = !signature.handles.some(handle => seen.has(handle) || followed.has(handle));
        const events = soFar.at(-1)?.events ?? 0;
        return before === 0 && events > 0 && events < minCount && isOpen && !isAccepted(signature);
    })
        .sort((a, b) => severityOf(b) - severityOf(a) || eventsOf(b) - eventsOf(a));
}
function severityOf({ signature: { level } }) {
    return isSevere(level) ? 2 : level === 'warn' ? 1 : 0;
}
function eventsOf({ soFar }) {
    return soFar.at(-1)?.events ?? 0;
}
/** Lines of it were read on either side. */
function isKnown({ literals }, entries) {
    return entries.some(({ before, soFar, signature }) => before + soFar.length > 0 && holdsInOrder(signature.example.text, literals));
}
/** One line of the pattern, with the lines before and after it where it is one of a trace. */
async function follow_eventOf({ literals }, window, { lines, asker }) {
    const literal = longestOf(literals);
    if (literal === undefined || lines.containing === undefined)
        return undefined;
    const found = await asker.fetch(lines.containing(literal), window, mostTried);
    if (found.kind === 'failure')
        return undefined;
    const line = found.batch.lines.findLast(({ text }) => holdsInOrder(text, literals));
    if (line === undefined)
        return undefined;
    const near = { start: line.at - around, end: line.at + around + 1 };
    const context = await asker.fetch(lines, near, mostAround);
    const beside = context.kind === 'failure' ? [] : sameStream(context.batch.lines, line);
    const holds = (event) => holdsInOrder(event.text, literals);
    return readEvents(beside).findLast(holds) ?? readEvents([line])[0];
}
function sameStream(lines, { stream }) {
    const name = JSON.stringify(stream);
    return lines.filter(line => JSON.stringify(line.stream) === name);
}
/** Follows what the store does not know from before, or knows as far less frequent. */
async function beginOne(handle, state, ends) {
    const { options, seen, follows } = state;
    const entry = options.book.entries().find(({ signature }) => signature.handles.includes(handle));
    if (entry === undefined || entry.signature.handles.some(one => seen.has(one)))
        return;
    const { signature, before } = entry;
    for (const one of signature.handles)
        seen.add(one);
    state.begun++;
    const finder = finderOf(signature, options);
    if (before > 0 || finder === undefined || options.isAccepted(signature))
        return;
    const { asked, earlier } = await options.prover.proveOne(signature);
    if (!asked && earlier === undefined)
        return;
    const follow = newFollow(finder, handle, options);
    await count(follow, state, ends);
    if (earlier === undefined || hasJumped(follow, earlier, options.frame))
        follows.push(follow);
}
function hasJumped({ looks, until }, earlier, { bake }) {
    const events = [...looks.values()].reduce((sum, more) => sum + more, 0);
    const seconds = Math.max(1, (until - bake.start) / 1000);
    return events / seconds >= (jumpFactor * earlier.bad) / earlier.total;
}
// ── Counting ─────────────────────────────────────────────────────────────────────────────────────
/** What the store does not answer now is asked for at the next look. */
async function count(follow, { options: { frame, deployNoise } }, ends) {
    const end = ends.at(-1);
    if (end === undefined || end <= follow.until)
        return;
    const found = await follow.finder.find({ start: follow.until, end }, mostCounted);
    if (found === undefined)
        return;
    follow.until = end;
    for (const at of found.instants) {
        const look = ends.find(one => at < one) ?? end;
        follow.looks.set(look, (follow.looks.get(look) ?? 0) + 1);
        if (at < frame.deployedAt + deployNoise)
            follow.early++;
        follow.first = Math.min(follow.first, at);
        follow.last = Math.max(follow.last, at);
    }
}
function toldOf({ finder, looks, early, first, last }) {
    let events = 0;
    const soFar = [...looks]
        .sort(([a], [b]) => a - b)
        .map(([at, more]) => ({ at, events: (events += more) }));
    return {
        literal: finder.literal,
        soFar,
        early,
        ...(Number.isFinite(first) ? { firstSeen: first } : {}),
        ...(Number.isFinite(last) ? { lastSeen: last } : {})
    };
}

;// CONCATENATED MODULE: ./.cache/build/bake/lines.js
/** A window with more lines than may be read is cut into so many parts, and the newest lines of each are read. */
const strata = 12;
/** Of a part with few lines so many are read at least. */
const leastOfStratum = 10;
/**
 * Reads the lines of a window, at most about `most` of them. How many there are is asked first, where the
 * store counts: nothing is fetched where there are none. Where there are more, the window is cut into parts of
 * equal length, and of each the newest lines are read, as many as its share of all lines.
 */
async function readLines(questions, window, most, asker) {
    const counted = await countLines(questions, [window], asker);
    if (counted.kind === 'failure')
        return counted;
    const matched = counted.counts?.[0];
    if (matched === 0 && saysNothing(counted))
        return withTold(nothingRead(window), counted.told);
    if (matched === undefined || matched <= most) {
        const whole = await fetchNewest(questions.lines, window, most, asker);
        if (whole.kind === 'failure')
            return whole;
        if (!isCut(whole))
            return withTold(readOf(window, whole.batch, true), counted.told);
    }
    return sample(questions, window, most, asker);
}
/**
 * The lines of a window if there are at most `most` of them; undefined where there are more, or where how
 * many there are cannot be known without reading them.
 */
async function readIfFew(questions, window, most, asker) {
    const counted = await countLines(questions, [window], asker);
    if (counted.kind === 'failure')
        return counted;
    const matched = counted.counts?.[0];
    if (matched === 0 && saysNothing(counted))
        return withTold(nothingRead(window), counted.told);
    if (matched === undefined || matched > most)
        return undefined;
    return readLines({ lines: questions.lines }, window, most, asker).then(reading => reading.kind === 'failure' ? reading : withTold(reading, counted.told));
}
/**
 * Nothing matched: the store counted none, or looked through lines and found none. An answer without either is
 * no count, and the lines are asked for.
 */
function saysNothing({ isNumber, told }) {
    return isNumber === true || (told.scanned ?? 0) > 0;
}
/** How many lines match in each of the windows, which lie side by side and are equally long. */
async function countLines({ count }, windows, asker) {
    const [first] = windows;
    const last = windows.at(-1);
    if (count === undefined || first === undefined || last === undefined) {
        return { kind: 'answer', told: { retries: 0 } };
    }
    const width = first.end - first.start;
    const reading = await asker.ask(count, { first: first.end, last: last.end, step: width, width });
    if (reading.kind === 'failure') {
        // What can be read but not counted is read without a count; an outage refuses the lines as well.
        return uncountable.has(reading.failure.code)
            ? { kind: 'answer', told: { retries: 0 } }
            : reading;
    }
    const { series, complete, scanned, retries } = reading.measurement;
    const told = { retries, ...(scanned === undefined ? {} : { scanned }) };
    const samples = series.flatMap(one => one.samples);
    const counts = windows.map(({ end }) => samples.filter(({ at }) => at === end).reduce((sum, { value }) => sum + value, 0));
    const isNumber = samples.length > 0;
    return { kind: 'answer', told, isNumber, ...(complete ? { counts } : {}) };
}
const uncountable = new Set(['invalid-query', 'provider-error']);
/** Long lines can be more than one answer may hold: then fewer of them are asked for. */
async function fetchNewest(lines, window, most, asker) {
    const reading = await asker.fetch(lines, window, most);
    if (reading.kind === 'answer')
        return { ...reading, asked: most };
    const tooLarge = reading.failure.code === 'response-too-large';
    if (!tooLarge || most < 2 * leastOfStratum)
        return reading;
    return fetchNewest(lines, window, Math.floor(most / 8), asker);
}
/** More lines matched than were asked for. An incomplete answer with fewer lines has lost some. */
function isCut({ batch, asked }) {
    return !batch.complete && batch.lines.length >= asked;
}
async function sample(questions, window, most, asker) {
    const parts = cutWindow(window, strata);
    const counted = await countLines(questions, parts, asker);
    if (counted.kind === 'failure')
        return counted;
    const total = counted.counts?.reduce((sum, count) => sum + count, 0);
    const reads = [];
    for (const [index, part] of parts.entries()) {
        const matched = counted.counts?.[index];
        const share = matched === undefined || !total ? 1 / strata : matched / total;
        const quota = Math.max(leastOfStratum, Math.round(most * share));
        if (matched === 0) {
            reads.push(nothingRead(part));
            continue;
        }
        const isPart = matched !== undefined && matched > quota;
        const window = isPart ? scattered(part, quota / matched) : part;
        const fetched = await fetchNewest(questions.lines, window, quota, asker);
        if (fetched.kind === 'failure')
            return fetched;
        reads.push(readOf(part, fetched.batch, !isPart && !isCut(fetched), matched));
    }
    return withTold(lines_joined(reads), counted.told);
}
/** Multiples of it, less their whole part, fill the unit interval evenly, however many there are. */
const goldenRatio = 0.618_033_988_749_895;
/**
 * The part of a window whose newest lines are read, where they are so small a share of it: what comes at the
 * same moment of every window must have its chance. Without chance: the same window is read alike again.
 */
function scattered({ start, end }, share) {
    const width = end - start;
    const place = (Math.floor(start / width) * goldenRatio) % 1;
    return { start, end: Math.ceil(start + width * (share + (1 - share) * place)) };
}
function cutWindow({ start, end }, parts) {
    const width = Math.max(1, Math.floor((end - start) / parts));
    const count = Math.max(1, Math.floor((end - start) / width));
    // Equally long, so that one question counts them all; what is left over at the start is less than one part.
    return Array.from({ length: count }, (_, index) => ({
        start: end - (count - index) * width,
        end: end - (count - index - 1) * width
    }));
}
// ── What was read ────────────────────────────────────────────────────────────────────────────────
function nothingRead({ start, end }) {
    return {
        kind: 'answer',
        batches: [],
        count: { matched: 0, read: 0, exposure: (end - start) / 1000 },
        whole: true,
        complete: true,
        notes: [],
        retries: 0
    };
}
/** Of a part of which only the newest lines were read, as much time counts as those lines reach back. */
function readOf(window, batch, whole, counted) {
    const { lines, complete, notes, retries, scanned } = batch;
    const read = lines.length;
    const known = counted ?? batch.matched;
    const matched = Math.max(read, known ?? read);
    const seconds = (window.end - window.start) / 1000;
    const covered = (window.end - (lines[0]?.at ?? window.start)) / 1000;
    const part = known === undefined ? covered : (seconds * read) / Math.max(1, matched);
    return {
        kind: 'answer',
        batches: [lines],
        count: { matched, read, exposure: whole || read === 0 ? seconds : part },
        whole,
        complete: !whole || complete,
        notes,
        retries,
        ...(scanned === undefined ? {} : { scanned })
    };
}
function scannedOf(reads) {
    const known = reads.flatMap(({ scanned }) => (scanned === undefined ? [] : [scanned]));
    return known.length === 0 ? {} : { scanned: Math.max(...known) };
}
function lines_joined(reads) {
    const sum = (of) => reads.reduce((all, read) => all + of(read), 0);
    return {
        kind: 'answer',
        batches: reads.flatMap(({ batches }) => batches),
        count: {
            matched: sum(({ count }) => count.matched),
            read: sum(({ count }) => count.read),
            exposure: sum(({ count }) => count.exposure)
        },
        whole: reads.every(({ whole }) => whole),
        complete: reads.every(({ complete }) => complete),
        notes: reads.flatMap(({ notes }) => notes),
        retries: sum(({ retries }) => retries),
        ...scannedOf(reads)
    };
}
function withTold(read, told) {
    return { ...read, retries: read.retries + told.retries, ...scannedOf([read, told]) };
}

;// CONCATENATED MODULE: ./.cache/build/logs/characters.js
/** What each character is to the scanner, as flags. */
const BLANK = 1;
const LETTER = 2;
const DIGIT = 4;
const JOINER = 8;
/** A letter that is no hex digit. */
const OTHER = 16;
const SLASH = 32;
const AT = 64;
const characters_COLON = 128;
/** A letter of a script that writes no blank between a word and a number, and mostly none between words. */
const SCRIPT = 256;
/** Flags of each UTF-16 unit. */
const CLASSES = new Uint16Array(0x10000).fill(LETTER | OTHER);
for (let code = 0; code < 128; code++)
    CLASSES[code] = classOfAscii(String.fromCharCode(code));
function classOfAscii(character) {
    if (/\s/.test(character) || character < ' ' || character === '\u007f')
        return BLANK;
    if (/\d/.test(character))
        return DIGIT;
    if (/[a-f]/i.test(character))
        return LETTER;
    if (/[a-z]/i.test(character))
        return LETTER | OTHER;
    if (character === '/' || character === '\\')
        return JOINER | SLASH;
    if (character === '@')
        return JOINER | AT;
    if (character === ':')
        return JOINER | characters_COLON;
    return /[_.#$%+~&?*^!-]/.test(character) ? JOINER : 0;
}
// East Asian punctuation parts words, as its ASCII relatives do; every other foreign character is a letter.
CLASSES[0xa0] = BLANK;
CLASSES.fill(BLANK, 0x2000, 0x2010);
CLASSES[0x3000] = BLANK;
CLASSES.fill(0, 0x3001, 0x3040);
// Full-width punctuation, and what stands for bytes that were no text.
CLASSES.fill(0, 0xff01, 0xff10);
CLASSES.fill(0, 0xff1a, 0xff21);
CLASSES[0xfffd] = 0;
// Thai and Lao, Myanmar, Khmer, kana, ideographs, Hangul.
const SCRIPTS = [
    [0x0e01, 0x0f00],
    [0x1000, 0x10a0],
    [0x1780, 0x1800],
    [0x3041, 0x3100],
    [0x3100, 0x3200],
    [0x3400, 0xa000],
    [0xac00, 0xd7a4],
    [0xf900, 0xfb00],
    [0xff66, 0xffa0]
];
for (const [from, end] of SCRIPTS)
    CLASSES.fill(LETTER | OTHER | SCRIPT, from, end);
/** Many words that no blank parts: a name is shorter. */
function isPhrase(text) {
    return PHRASE.test(text);
}
const PHRASE = /[\u3041-\u30ff\u3400-\u9fff\uff66-\uff9f]{5}|[\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff]{12}/;

;// CONCATENATED MODULE: ./.cache/build/logs/table.js
/** For at most so many pairs. */
function createTable(most) {
    const size = 2 ** Math.ceil(Math.log2(Math.max(16, most * 2)));
    const lefts = new Int32Array(size);
    const rights = new Int32Array(size);
    const values = new Int32Array(size);
    return {
        values,
        slotOf(left, right) {
            let slot = (left ^ (right >>> 7)) & (size - 1);
            while (values[slot] !== 0 && (lefts[slot] !== (left | 0) || rights[slot] !== (right | 0))) {
                slot = (slot + 1) & (size - 1);
            }
            lefts[slot] = left;
            rights[slot] = right;
            return slot;
        }
    };
}
const FIRST_ROOM = 64;
function createNumbers() {
    let room = FIRST_ROOM;
    let count = 0;
    let table = createTable(room);
    let pairs = new Int32Array(room * 2);
    const double = () => {
        const [old, before] = [table, pairs];
        room *= 2;
        table = createTable(room);
        pairs = new Int32Array(room * 2);
        pairs.set(before);
        for (let at = 0; at < count * 2; at += 2) {
            const [left = 0, right = 0] = [pairs[at], pairs[at + 1]];
            table.values[table.slotOf(left, right)] = old.values[old.slotOf(left, right)] ?? 0;
        }
    };
    return {
        get: (left, right) => table.values[table.slotOf(left, right)] ?? 0,
        set(left, right, value) {
            if (count === room)
                double();
            pairs[count * 2] = left;
            pairs[count * 2 + 1] = right;
            count++;
            table.values[table.slotOf(left, right)] = value;
        }
    };
}

;// CONCATENATED MODULE: ./.cache/build/logs/tokens.js
/** The tokens of one message, kept without allocation, with a hash of what is constant in them. */

/** What a token is. A stem is a word that ends in a variable part: `blk_<*>`, `eth<*>`. */
const WILD = 0;
const WORD = 1;
const STEM = 2;
const tokens_MARK = 3;
/** A quoted name: constant as it stands, but ready to vary. */
const NAME = 4;
const COMMA = 44;
const OPEN_PARENTHESIS = 40;
const OPEN_BRACKET = 91;
/** Characters of a message that are looked at, and tokens that are kept of it. */
const MOST_CHARACTERS = 2000;
const MOST_TOKENS = 250;
function createTokens() {
    const units = new Uint16Array(MOST_CHARACTERS + BEHIND);
    return {
        text: '',
        size: 0,
        units,
        bytes: Buffer.from(units.buffer),
        count: 0,
        kinds: new Uint8Array(MOST_TOKENS),
        starts: new Uint16Array(MOST_TOKENS),
        ends: new Uint16Array(MOST_TOKENS),
        low: new Int32Array(MOST_TOKENS),
        high: new Int32Array(MOST_TOKENS)
    };
}
/** Characters behind the end that may be looked at; there nothing stands. */
const BEHIND = 8;
/** Begins a message. */
function load(tokens, text) {
    const { units, bytes } = tokens;
    const size = Math.min(text.length, MOST_CHARACTERS);
    bytes.write(text, 0, size * 2, 'utf16le');
    for (let at = size; at < size + BEHIND; at++)
        units[at] = 0;
    tokens.text = text;
    tokens.size = size;
    tokens.count = 0;
}
/** The flags of one character. */
function classAt(units, at) {
    return CLASSES[units[at] ?? 0] ?? 0;
}
/** A list of structures repeats at least so many tokens; fewer are a stammer. */
const LEAST_PERIOD = 3;
const LONGEST_PERIOD = 20;
/** Shorter messages hold no list of structures. */
const LEAST_TOKENS = 12;
/** Structures that follow each other and differ in variable parts only are one: lists of any length are equal. */
function collapseRepeats(tokens) {
    if (tokens.count < LEAST_TOKENS)
        return;
    const { kinds, starts, ends, low, high, count } = tokens;
    const isEqual = (left, right) => low[left] === low[right] && high[left] === high[right];
    let kept = 0;
    for (let at = 0; at < count; at++) {
        if (kept !== at) {
            for (const list of [kinds, starts, ends, low, high])
                list[kept] = list[at] ?? 0;
        }
        kept++;
        kept -= repeatedPeriod(kept, isEqual);
    }
    tokens.count = kept;
}
/** How many tokens at the end are equal to those before them; 0 where none are. */
function repeatedPeriod(length, isEqual) {
    const last = length - 1;
    const longest = length < LEAST_TOKENS ? 0 : Math.min(LONGEST_PERIOD, length >> 1);
    for (let period = LEAST_PERIOD; period <= longest; period++) {
        let at = 0;
        while (at < period && isEqual(last - at, last - at - period))
            at++;
        if (at === period)
            return period;
    }
    return 0;
}
function hashInto(into, { count, low, high }) {
    let left = 17;
    let right = 29;
    for (let i = 0; i < count; i++) {
        left = Math.imul(left ^ (low[i] ?? 0), 0x5bd1e995);
        left ^= left >>> 15;
        right = Math.imul(right ^ (high[i] ?? 0), 0x27d4eb2f);
        right ^= right >>> 13;
    }
    into.low = left;
    into.high = right;
}
/** `LOCAL(0)`, `sshd[123]`: a word and its number without a blank are one stem. */
function closeCall(tokens, at) {
    const { starts, ends, units, count } = tokens;
    const word = count - 3;
    const inner = count - 1;
    const isTight = isCall(tokens, word) && ends[word] === starts[count - 2] && ends[inner] === at;
    const isNumber = isTight && (classAt(units, starts[inner] ?? 0) & DIGIT) !== 0;
    if (!isNumber)
        return emit(tokens, tokens_MARK, at, at + 1);
    tokens.count = word;
    emit(tokens, STEM, starts[word] ?? 0, ends[word] ?? 0);
}
/** A word, a bracket and a variable part. */
function isCall({ kinds, starts, units }, word) {
    if (word < 0 || kinds[word] !== WORD || kinds[word + 1] !== tokens_MARK || kinds[word + 2] !== WILD)
        return false;
    const code = units[starts[word + 1] ?? 0];
    return code === OPEN_PARENTHESIS || code === OPEN_BRACKET;
}
/** Adds a token. Variable parts that only blanks and commas part are one: lists of any length are equal. */
function emit(state, kind, from, end) {
    const { kinds, starts, ends, low, high, units } = state;
    let left = kind;
    let right = kind;
    if (kind !== WILD) {
        for (let at = from; at < end; at++) {
            const code = units[at] ?? 0;
            left = Math.imul(left ^ code, 0x01000193);
            right = Math.imul(right + code, 0x2c9277b5);
        }
    }
    if (kind === WILD || kind === STEM) {
        const before = placeInList(state);
        if (before >= 0 && low[before] === left && high[before] === right) {
            state.count = before + 1;
            if (kind === WILD)
                ends[before] = end;
            return;
        }
    }
    const at = state.count;
    if (at >= MOST_TOKENS)
        return;
    kinds[at] = kind;
    starts[at] = from;
    ends[at] = end;
    low[at] = left;
    high[at] = right;
    state.count = at + 1;
}
/** The last token that is no comma. */
function placeInList({ count, kinds, starts, units }) {
    const last = count - 1;
    if (last < 1 || kinds[last] !== tokens_MARK)
        return last;
    return units[starts[last] ?? 0] === COMMA ? last - 1 : last;
}

;// CONCATENATED MODULE: ./.cache/build/logs/cluster.js



/** Values that must stand in one place before it counts as variable, by what they look like. */
const ENOUGH_NAMES = 3;
/** `rdd_<*>` and `broadcast_<*>` are ids, `eth<*>` and `lo<*>` may be two interfaces. */
const ENOUGH_IDS = 2;
const ENOUGH_STEMS = 4;
const ENOUGH_IDENTIFIERS = 4;
const ENOUGH_WORDS = 6;
/** A whole message, where no blank parts its words. */
const ENOUGH_PHRASES = 24;
/** A message begins with what it is about: there more values are needed by this factor. */
const FIRST_PLACE = 2;
/** Beside a place that varies already. */
const ENOUGH_BESIDE_WILD = 2;
/** Places that vary one after the other; more rounds change next to nothing. */
const MOST_ROUNDS = 6;
/** `groups`: prints of different groups are never merged. */
function cluster(prints, groups) {
    const intern = createInterner();
    const names = new Map();
    let nodes = gather(prints.map((tokens, index) => {
        const name = groups[index] ?? '';
        const group = names.get(name) ?? names.size;
        names.set(name, group);
        return nodeOf(tokens, intern(tokens), group, [index]);
    }));
    for (let round = 0; round < MOST_ROUNDS; round++) {
        const merged = mergeOnce(nodes, intern);
        if (merged.length === nodes.length)
            break;
        nodes = merged;
    }
    return nodes.map(({ tokens, members }) => ({ tokens, members }));
}
/** Numbers for tokens, by text and kind; 0 is the variable part. */
function createInterner() {
    const known = new Map();
    return tokens => tokens.map(({ kind, text }) => {
        if (kind === WILD)
            return 0;
        const found = known.get(text);
        if (found !== undefined)
            return found * KINDS + kind;
        known.set(text, known.size + 1);
        return known.size * KINDS + kind;
    });
}
const KINDS = 8;
function kindOf(id) {
    return id % KINDS;
}
/** The hashes are sums over the places, so that leaving one out is a subtraction. */
function nodeOf(tokens, ids, group, members) {
    let left = group;
    let right = ids.length;
    for (let place = 0; place < ids.length; place++) {
        const id = ids[place] ?? 0;
        left = (left + mix(id, place)) | 0;
        right = (right + mix(id ^ cluster_OTHER, place)) | 0;
    }
    return { tokens, ids, group, members, left, right };
}
/** Nodes with equal templates, made one. */
function gather(nodes) {
    const byKey = new Map();
    for (const node of nodes) {
        const key = keyOf(node.left, node.right);
        const same = byKey.get(key);
        if (same === undefined)
            byKey.set(key, [node]);
        else
            same.push(node);
    }
    return [...byKey.values()].flatMap(same => {
        const [first] = same;
        if (first === undefined || same.length === 1)
            return same;
        return [{ ...first, members: membersOf(same) }];
    });
}
function membersOf(nodes) {
    return nodes.flatMap(node => node.members).sort((left, right) => left - right);
}
function mergeOnce(nodes, intern) {
    const leader = Int32Array.from(nodes, (_, index) => index);
    for (const bucket of [...bucketsOf(nodes), ...rareBucketsOf(nodes)]) {
        if (!bucket.places.every(place => isVariable(place, bucket, nodes)))
            continue;
        for (const index of bucket.nodes)
            join(leader, bucket.nodes[0] ?? index, index);
    }
    const sets = new Map();
    nodes.forEach((node, index) => {
        const root = cluster_find(leader, index);
        const set = sets.get(root);
        if (set === undefined)
            sets.set(root, [node]);
        else
            set.push(node);
    });
    const merged = [...sets.values()].flatMap(parts => {
        const [first] = parts;
        if (first === undefined || parts.length === 1)
            return parts;
        const tokens = collapse(common(parts));
        return [nodeOf(tokens, intern(tokens), first.group, membersOf(parts))];
    });
    return gather(merged);
}
/** Nodes that are equal but for one place. Most nodes share no bucket, so one is only made for the second. */
function bucketsOf(nodes) {
    const firsts = createTable(nodes.reduce((sum, { ids }) => sum + ids.length, 0));
    const buckets = new Map();
    nodes.forEach(({ ids, left, right }, index) => {
        for (let place = 0; place < ids.length; place++) {
            const id = ids[place] ?? 0;
            if (kindOf(id) === tokens_MARK)
                continue;
            const slot = firsts.slotOf(left - mix(id, place) + place, right - mix(id ^ cluster_OTHER, place));
            const first = firsts.values[slot] ?? 0;
            if (first === 0)
                firsts.values[slot] = index + 1;
            else
                addTo(buckets, slot, { places: [place], nodes: [first - 1, index] });
        }
    });
    return [...buckets.values()];
}
function addTo(buckets, key, pair) {
    const bucket = buckets.get(key);
    if (bucket === undefined)
        buckets.set(key, pair);
    else
        bucket.nodes.push(pair.nodes[1] ?? 0);
}
/** A token in fewer nodes than this may be a value. */
const RARE = ENOUGH_WORDS;
const MOST_RARE_PLACES = 3;
/**
 * Where several places vary at once (who, and from where) no two lines are equal but for one of them: the
 * tokens that hardly any other line has are left out together.
 */
function rareBucketsOf(nodes) {
    const uses = usesOf(nodes);
    const buckets = new Map();
    nodes.forEach((node, index) => {
        const places = rarePlaces(node, uses);
        if (places.length < 2)
            return;
        let { left, right } = node;
        for (const place of places) {
            const id = node.ids[place] ?? 0;
            left = (left - mix(id, place) + mix(-1, place)) | 0;
            right = (right - mix(id ^ cluster_OTHER, place) + mix(-1 ^ cluster_OTHER, place)) | 0;
        }
        const key = keyOf(left, right);
        const bucket = buckets.get(key);
        if (bucket === undefined)
            buckets.set(key, { places, nodes: [index] });
        else
            bucket.nodes.push(index);
    });
    return [...buckets.values()].filter(bucket => bucket.nodes.length > 1);
}
/** How often each token occurs in all nodes. */
function usesOf(nodes) {
    let most = 0;
    for (const { ids } of nodes)
        for (const id of ids)
            if (id > most)
                most = id;
    const uses = new Int32Array(most + 1);
    for (const { ids } of nodes)
        for (const id of ids)
            uses[id] = (uses[id] ?? 0) + 1;
    return uses;
}
/** None where they are too many to be the values of a template. */
function rarePlaces({ ids }, uses) {
    const places = [];
    let constants = 0;
    for (let place = 0; place < ids.length; place++) {
        const id = ids[place] ?? 0;
        if (!isConstant(kindOf(id)))
            continue;
        if ((uses[id] ?? 0) >= RARE)
            constants++;
        else if (places.push(place) > MOST_RARE_PLACES)
            return [];
    }
    return places.length <= constants ? places : [];
}
/** Makes the second half of the hash independent of the first. */
const cluster_OTHER = 0x5555;
/** 53 bits of two hashes. */
function keyOf(left, right) {
    return (left >>> 0) + (right & 0x1fffff) * 2 ** 32;
}
function mix(id, place) {
    let value = Math.imul(id + 1, 0x9e3779b1) ^ Math.imul(place + 1, 0x85ebca6b);
    value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
    value = Math.imul(value ^ (value >>> 12), 0x297a2d39);
    return value ^ (value >>> 15);
}
function isVariable(place, { places, nodes: indices }, nodes) {
    const tokens = nodes[indices[0] ?? 0]?.tokens ?? [];
    if (!tokens.some(({ kind }, at) => !places.includes(at) && isConstant(kind)))
        return false;
    const values = indices.flatMap(index => nodes[index]?.tokens[place] ?? []);
    if (values.some(value => value.kind === WILD))
        return values.length >= ENOUGH_BESIDE_WILD;
    const distinct = places.length === 1 ? values.length : new Set(values.map(({ text }) => text)).size;
    return distinct >= neededAt(place, tokens, values);
}
function neededAt(place, tokens, values) {
    const usual = values.reduce((sum, value) => sum + enough(value) / values.length, 0);
    const isFirst = !tokens.slice(0, place).some(({ kind }) => isConstant(kind));
    return usual * (isFirst ? FIRST_PLACE : 1);
}
function isConstant(kind) {
    return kind !== WILD && kind !== tokens_MARK;
}
function enough({ kind, text }) {
    if (kind === NAME)
        return ENOUGH_NAMES;
    if (isPhrase(text))
        return ENOUGH_PHRASES;
    if (kind === STEM)
        return /[^\p{L}\p{M}]$/u.test(text) ? ENOUGH_IDS : ENOUGH_STEMS;
    return isIdentifier(text) ? ENOUGH_IDENTIFIERS : ENOUGH_WORDS;
}
/** Not a word of a language: holds a joiner or a capital behind a small letter. */
function isIdentifier(text) {
    return /[^\p{L}\p{M}'-]|[a-z][A-Z]/u.test(text);
}
/** What all of these share, place by place. */
function common(parts) {
    const [first] = parts;
    if (first === undefined)
        return [];
    return first.tokens.map((token, place) => parts.every(part => part.ids[place] === first.ids[place])
        ? token
        : { kind: WILD, text: '', isSpaced: token.isSpaced });
}
/** Variable parts that nothing or a comma parts are one, and so are structures that repeat. */
function collapse(tokens) {
    const kept = [];
    for (const token of tokens) {
        const isComma = kept.at(-1)?.kind === tokens_MARK && kept.at(-1)?.text === ',';
        const before = isComma ? kept.at(-2) : kept.at(-1);
        if (token.kind === WILD && before?.kind === WILD) {
            if (isComma)
                kept.pop();
        }
        else
            kept.push(token);
        kept.length -= repeatedPeriod(kept.length, (left, right) => areEqual(kept[left], kept[right]));
    }
    return kept;
}
function areEqual(left, right) {
    return left?.kind === right?.kind && left?.text === right?.text;
}
function cluster_find(leader, index) {
    let root = index;
    while (leader[root] !== root)
        root = leader[root] ?? root;
    for (let at = index; leader[at] !== root;) {
        const next = leader[at] ?? root;
        leader[at] = root;
        at = next;
    }
    return root;
}
function join(leader, left, right) {
    const one = cluster_find(leader, left);
    const other = cluster_find(leader, right);
    leader[Math.max(one, other)] = Math.min(one, other);
}

;// CONCATENATED MODULE: ./.cache/build/logs/bundle.js
/** Names of files that bundlers write: `index-B3kd9Qa1.js` is another file in the next build. */
/** Without the hash of the build. Parcel, Rollup and webpack write hex; Vite, Rollup and esbuild eight characters. */
function withoutBuildHash(name) {
    const plain = name.replace(/[.-][0-9a-f]{6,40}(?=\.)/gi, '');
    const [, stem, end] = bundle_SCRIPT.exec(plain) ?? [];
    if (stem === undefined || end === undefined)
        return plain;
    const short = stem.slice(-USUAL);
    if (/[.-]/.test(stem.at(-1 - USUAL) ?? '') && isUsualHash(short)) {
        return stem.slice(0, -1 - USUAL) + end;
    }
    const [, before, tail] = /^(.{1,200})[.-](\w{9,40})$/.exec(stem) ?? [];
    return before !== undefined && tail !== undefined && countOdd(tail) > 1 ? before + end : plain;
}
const bundle_SCRIPT = /^(.{1,300}?)((?:\.min)?\.[cm]?jsx?)$/;
const USUAL = 8;
/** esbuild's are Base32, the others Base64. */
function isUsualHash(text) {
    if (/^[A-Z2-7]{8}$/.test(text))
        return true;
    const isMixed = /\d/.test(text) || (/[a-z]/.test(text) && /[A-Z]/.test(text));
    return isMixed && countOdd(text) > (/[-_]/.test(text) ? 1 : 0);
}
/** How many parts of a name are no words: `B`, `kd` and `Qa` of `B3kd9Qa1`, none of `userController2`. */
function countOdd(text) {
    const parts = text.match(/[A-Z]?[a-z]+|[A-Z]+/g) ?? [];
    return parts.filter(part => part.length < 3 || !/[aeiouy]/i.test(part)).length;
}

;// CONCATENATED MODULE: ./.cache/build/logs/naming.js


/** Which frames of a trace name its error, and by what. */
/** Deeper ones depend on who called. */
const NAMING_FRAMES = 2;
/**
 * The innermost frames, without line numbers and generated names. Where both are of the language's own library
 * (`checkIndex` below `ArrayList.get`), the first that is not says which of many callers it was.
 */
function namingFrames(frames) {
    const names = [];
    let isOwn = false;
    for (const frame of withoutThrowing(frames)) {
        if (names.length >= NAMING_FRAMES && (isOwn || isOfLanguage(frame)))
            continue;
        const name = isGenerated(frame) ? '' : nameOf(frame);
        if (name === '')
            continue;
        names.push(name);
        isOwn ||= !isOfLanguage(frame);
        if (isOwn && names.length >= NAMING_FRAMES)
            break;
    }
    return names.length > 0 ? names : frames.map(nameOf).filter(Boolean).slice(0, NAMING_FRAMES);
}
/**
 * Without what a panic runs through before and after it is thrown: in Go the deferred functions that print or
 * recover, down to `panic` itself; then the runtime.
 */
function withoutThrowing(frames) {
    const thrown = frames.slice(frames.findLastIndex(isGoPanic) + 1);
    const first = thrown.findIndex(frame => !isOfRuntime(frame));
    return first < 0 ? thrown : thrown.slice(first);
}
function isGoPanic({ file = '' }) {
    return file.endsWith('runtime/panic.go') && GO_RUNTIME.test(file);
}
/** As `go build` tells it, and with `-trimpath`. */
const GO_RUNTIME = /(?:^|\/(?:go[\w.-]{0,20}|x64|arm64)\/src\/)runtime\/[\w/]{1,60}\.go$/;
const GO_SYMBOL = /^runtime(?:\/debug)?\./;
/** With the address of the compiler's sources where there is one, and by name where there is none. */
const RUST_FILE = /(?:^|\/)rustc\/[0-9a-f]{7,40}\/library\//;
const RUST_SYMBOL = /^(?:rust_begin_unwind$|__rust|<?(?:core|std|alloc)::|<[\w&[\]*]{1,40} as core::)/;
function isOfRuntime({ file = '', symbol = '' }) {
    if (file.endsWith('.go'))
        return GO_RUNTIME.test(file) || GO_SYMBOL.test(symbol);
    return RUST_FILE.test(file) || RUST_SYMBOL.test(symbol);
}
const LANGUAGE_SYMBOL = /^(?:javax?|jdk|sun|com\.sun|kotlin|scala|System)\./;
const LANGUAGE_FILE = /^(?:node:|<frozen )|(?:^|\/)lib\/(?:python[\d.]{1,8}\/(?!(?:site|dist)-packages\/)|ruby\/\d)/;
function isOfLanguage({ file = '', symbol = '' }) {
    return LANGUAGE_FILE.test(file) || LANGUAGE_SYMBOL.test(symbol);
}
/**
 * What the JVM and its frameworks make while they run: how often a method was called decides whether it is called
 * by native or by generated code, and each process numbers its proxies anew.
 */
const GENERATED = /^(?:java\.lang|jdk\.internal|sun)\.(?:reflect|invoke)\.|(?:^|\.)\$Proxy\d|\$\$(?:Lambda|FastClassBy|EnhancerBy|SpringCGLIB)|\$(?:HibernateProxy|ByteBuddy|MockitoMock)\$/;
function isGenerated({ symbol = '' }) {
    return GENERATED.test(symbol);
}
/** `Db.save` of `Db.save$lambda$3`; a file's name without its hash where no symbol is known or it was minified. */
function nameOf({ symbol = '', file = '' }) {
    if (symbol === OUTSIDE)
        return '';
    const plain = symbol
        .replace(/(?:\$\$|\$lambda|\[as |<anonymous>|<lambda>|\{\{closure)[\s\S]{0,200}$/, '')
        .replace(/\d+/g, '');
    if (plain.length > 2)
        return plain;
    return withoutBuildHash(file.split(/[\\/]/).at(-1) ?? '').replace(/\d+/g, '');
}

;// CONCATENATED MODULE: ./.cache/build/logs/scripts.js


/** Where words end in scripts that write no blanks: `用户1登录失败` is a word, a number and a phrase. */
const DOT = 46;
function isBetweenScripts(units, at) {
    return (classAt(units, at - 1) & SCRIPT) !== 0 && (classAt(units, at) & (LETTER | DIGIT)) !== 0;
}
/** Where a script without blanks meets letters or digits of another, or comes behind a number and its joiner. */
function partsScripts(before, kind, flags) {
    // Most lines have no such letter at all.
    if (((before | kind) & SCRIPT) === 0 || before === 0)
        return false;
    if ((kind & SCRIPT) === 0)
        return (kind & (LETTER | DIGIT)) !== 0;
    if ((before & SCRIPT) !== 0)
        return false;
    return (before & JOINER) === 0 || ((before & SLASH) === 0 && (flags & DIGIT) !== 0);
}
/** `失败` of `/api/orders/1失败`, not `年` of `/data/2026年.xlsx`: directly behind the path, and no part of it follows. */
function isSentenceBehind(units, from, at) {
    const before = at > from ? classAt(units, at - 1) : SCRIPT;
    if ((before & SCRIPT) !== 0 || (before & (LETTER | DIGIT)) === 0)
        return false;
    let end = at;
    while (end < at + LONGEST_PART && (classAt(units, end) & (LETTER | DIGIT)) !== 0)
        end++;
    const isMore = (classAt(units, end) & SLASH) !== 0 || units[end] === DOT;
    return !isMore || (classAt(units, end + 1) & (LETTER | DIGIT)) === 0;
}
const LONGEST_PART = 64;

;// CONCATENATED MODULE: ./.cache/build/logs/atoms.js



/** What a run of letters, digits and joiners is: a word, a stem, a variable part, or several of these. */
const atoms_BACKSLASH = 92;
const SLASH_CODE = 47;
const COLON_CODE = 58;
const atoms_COMMA = 44;
const atoms_DOT = 46;
const AT_CODE = 64;
/** A template that is read again: `<*>` is what varies, `blk_<*>` a stem. */
const WILD_TEXT = '<*>';
function isWild(units, at) {
    return units[at] === 60 && units[at + 1] === 42 && units[at + 2] === 62;
}
/** Reads the atom that begins here; answers where what was read of it ends. */
function readAtom(tokens, from) {
    let end = readOne(tokens, from);
    while (isBetweenScripts(tokens.units, end))
        end = readBehindScript(tokens, end);
    return end;
}
/** A word of a script without blanks and what varies behind it are a stem, as `eth0` is: `用户<*>登录失败`. */
function readBehindScript(tokens, from) {
    const { kinds, starts, ends } = tokens;
    const word = tokens.count - 1;
    const end = readOne(tokens, from);
    const isStem = kinds[word] === WORD &&
        ends[word] === from &&
        tokens.count > word + 1 &&
        kinds[word + 1] === WILD;
    if (!isStem)
        return end;
    const stop = ends[word + 1] ?? end;
    tokens.count = word;
    emit(tokens, STEM, starts[word] ?? 0, from);
    return stop;
}
function readOne(tokens, from) {
    const { units, size } = tokens;
    let flags = 0;
    let end = from;
    let before = 0;
    for (; end < size; end++) {
        const kind = classAt(units, end);
        if ((kind & ATOM) === 0 || partsScripts(before, kind, flags))
            break;
        flags |= kind;
        before = kind;
    }
    if ((flags & (LETTER | DIGIT)) === 0) {
        // A run of punctuation counts as its first character: rules of any length are equal.
        emit(tokens, tokens_MARK, from, from + 1);
        return end;
    }
    if (isWild(units, end) && units[end - 1] !== COLON_CODE) {
        emit(tokens, STEM, from, end);
        return end + WILD_TEXT.length;
    }
    if ((flags & (DIGIT | JOINER)) === 0) {
        emit(tokens, isValue(tokens, from, end) ? WILD : WORD, from, end);
        return end;
    }
    return decide(tokens, from, (flags & JOINER) === 0 ? end : trimmed(units, from, end), flags);
}
const ATOM = LETTER | DIGIT | JOINER;
/** `flags`: of all its characters. Answers where what was read ends. */
function decide(tokens, from, stop, flags) {
    const { units } = tokens;
    const digit = firstDigit(units, from, flags);
    // Hex digits and joiners, at least one of them a decimal digit: a number, an address, a UUID, an instant.
    const isHex = digit >= 0 && (flags & OTHER) === 0;
    const isNumber = isHex && ((flags & characters_COLON) !== 0 || !isWordFirst(units, from, stop, digit));
    if ((flags & SLASH) !== 0 && isPlace(units, from, stop))
        return readPlace(tokens, from);
    if ((flags & characters_COLON) !== 0 && !isNumber) {
        const end = atoms_readPair(tokens, from, stop, digit);
        if (end > 0)
            return end;
    }
    if (isNumber || ((flags & AT) !== 0 && isMail(units, from, stop)))
        emit(tokens, WILD, from, stop);
    else
        emitWord(tokens, from, stop, digit);
    return stop;
}
/** −1 where there is none. */
function firstDigit(units, from, flags) {
    if ((flags & DIGIT) === 0)
        return -1;
    let at = from;
    while ((classAt(units, at) & DIGIT) === 0)
        at++;
    return at;
}
/** A name with a colon behind it, or an address; answers where what was read ends, −1 where it is neither. */
function atoms_readPair(tokens, from, stop, digit) {
    const { units } = tokens;
    const colon = splitAt(units, from, stop);
    if (colon < 0)
        return -1;
    if (isAddress(units, from, colon, stop)) {
        emit(tokens, WILD, from, stop);
        return stop;
    }
    emitWord(tokens, from, colon, digit < colon ? digit : -1);
    emit(tokens, tokens_MARK, colon, colon + 1);
    return colon + 1;
}
/** `ee0`, `dcbf..1`: two letters or more first, then no letter any more. */
function isWordFirst(units, from, stop, firstDigit) {
    if (firstDigit < from + 2)
        return false;
    for (let at = firstDigit; at < stop; at++) {
        if ((classAt(units, at) & LETTER) !== 0)
            return false;
    }
    return true;
}
/** Where an atom ends without the punctuation of the sentence behind it. */
function trimmed(units, from, end) {
    let stop = end;
    while (stop > from + 1) {
        const code = units[stop - 1];
        const isEnd = code === atoms_DOT || code === COLON_CODE || code === 33 || code === 63 || code === 42;
        if (!isEnd)
            break;
        stop--;
    }
    return stop;
}
/** A path or a URL: begins with a slash or a drive, holds `://`, or has two slashes. */
function isPlace(units, from, end) {
    const first = units[from];
    const second = units[from + 1];
    if (first === SLASH_CODE || first === atoms_BACKSLASH)
        return end > from + 1;
    if (first === atoms_DOT && second === SLASH_CODE)
        return true;
    if (second === COLON_CODE && units[from + 2] === atoms_BACKSLASH)
        return true;
    let slashes = 0;
    for (let at = from; at < end; at++) {
        const code = units[at];
        if (code === SLASH_CODE || code === atoms_BACKSLASH)
            slashes++;
    }
    return slashes >= 2;
}
/** Paths and URLs go on over `=` and `;` to the next blank, quote, bracket or comma. */
function readPlace(tokens, from) {
    const { units, size } = tokens;
    let end = from;
    for (; end < size; end++) {
        const kind = classAt(units, end);
        if ((kind & BLANK) !== 0)
            break;
        if (kind === 0 && units[end] !== 61 && units[end] !== 59)
            break;
        if ((kind & SCRIPT) !== 0 && isSentenceBehind(units, from, end))
            break;
    }
    const stop = trimmed(units, from, end);
    emit(tokens, WILD, from, stop);
    return stop;
}
/** The colon between a name and its value (`sid:0x12`, `auth:SIMPLE`), not that of `std::string`; −1 where there is none. */
function splitAt(units, from, end) {
    for (let at = from + 1; at < end; at++) {
        if (units[at] !== COLON_CODE)
            continue;
        const isName = (classAt(units, at - 1) & (LETTER | JOINER)) !== 0 && units[at - 1] !== COLON_CODE;
        if (!isName || units[at + 1] === COLON_CODE)
            return -1;
        return at;
    }
    return -1;
}
/** `db.internal:5432`, `Db.java:31`: a dotted name and a number. */
function isAddress(units, from, colon, end) {
    if (colon + 1 >= end)
        return false;
    for (let at = colon + 1; at < end; at++) {
        if ((classAt(units, at) & DIGIT) === 0)
            return false;
    }
    return indexOf(units, atoms_DOT, from, colon) >= 0;
}
/** Something before the @, and a dot with a letter behind it after. */
function isMail(units, from, end) {
    const at = indexOf(units, AT_CODE, from, end);
    if (at <= from || at >= end - 3)
        return false;
    const dot = indexOf(units, atoms_DOT, at, end);
    return dot > at + 1 && dot < end - 1;
}
/** −1 where it does not stand before `end`. */
function indexOf(units, code, from, end) {
    for (let at = from; at < end; at++)
        if (units[at] === code)
            return at;
    return -1;
}
/** A word without digits, a stem with a variable end, or a variable part. */
function emitWord(tokens, from, end, firstDigit) {
    if (firstDigit < 0) {
        const isVariable = isValue(tokens, from, end) || isHost(tokens, from, end);
        emit(tokens, isVariable ? WILD : WORD, from, end);
        return;
    }
    const stem = stemEnd(tokens.units, from, end, firstDigit);
    if (stem < 0)
        emit(tokens, WILD, from, end);
    else
        emit(tokens, STEM, from, stem);
}
/**
 * Letters before the first digit are a stem where a separator parts them or the digits end the word: `blk_` of
 * `blk_-12`, `eth` of `eth0`. A single letter is part of the number: `node-` of `node-D1`. −1 where there is none.
 */
function stemEnd(units, from, end, firstDigit) {
    let last = firstDigit - 1;
    if (atoms_isLetter(units, last, from) && !atoms_isLetter(units, last - 1, from))
        last--;
    let stop = last + 1;
    while (last >= from && (classAt(units, last) & JOINER) !== 0)
        stop = last-- + 1;
    if (last - from < 1)
        return -1;
    if (stop === last + 2)
        return stop;
    let at = firstDigit;
    while (at < end && (classAt(units, at) & DIGIT) !== 0)
        at++;
    return at === end || (classAt(units, at) & JOINER) !== 0 ? stop : -1;
}
function atoms_isLetter(units, at, from) {
    return at >= from && (classAt(units, at) & LETTER) !== 0;
}
/** A word that stands for a value: a part of an instant, a unit, a literal behind its name. */
function isValue(tokens, from, end) {
    const { text, units, count, kinds } = tokens;
    if (end - from <= 3 && isPartOfInstant(tokens, from, end))
        return true;
    if (count === 0 || end - from > atoms_LONGEST_LITERAL || kinds[count - 1] !== tokens_MARK)
        return false;
    // Most words begin otherwise: no text is made of them.
    return INITIALS.includes(units[from] ?? 0) && LITERALS.has(text.slice(from, end));
}
const atoms_LONGEST_LITERAL = 9;
const LITERALS = new Set('true false True False TRUE FALSE null NULL None nil undefined NaN'.split(' '));
const INITIALS = [...new Set([...LITERALS].map(literal => literal.charCodeAt(0)))];
const TOP_DOMAINS = new Set('com org net edu gov mil int info biz uk de fr jp cn ru nl eu hk br ca au ch internal local localdomain lan arpa'.split(' '));
/** `proxy.example.com`: small letters, and a top-level domain at the end, not at the beginning as of a package. */
function isHost({ text, units }, from, end) {
    let dot = end - 1;
    while (dot > from && end - dot <= LONGEST_TOP_DOMAIN && units[dot] !== atoms_DOT)
        dot--;
    if (dot <= from || units[dot] !== atoms_DOT)
        return false;
    if (!TOP_DOMAINS.has(text.slice(dot + 1, end)))
        return false;
    const first = text.indexOf('.', from);
    return first !== dot && !TOP_DOMAINS.has(text.slice(from, first));
}
const LONGEST_TOP_DOMAIN = 'localdomain'.length;
/** `Jun` before a number, `CST` and `PM` behind one, `Sat` before a month. */
function isPartOfInstant(tokens, from, end) {
    const { text, units, count, kinds } = tokens;
    const isBehindNumber = count > 0 && kinds[count - 1] === WILD;
    const mayBeDay = end - from === 3 && isCapital(units[from] ?? 0);
    // Most short words are neither: no text is made of them.
    if (!isBehindNumber && !mayBeDay)
        return false;
    const word = text.slice(from, end);
    if (MONTHS.has(word))
        return nextIsDigit(tokens, end);
    if (WEEKDAYS.has(word)) {
        const next = skipBlank(units, end);
        return nextIsDigit(tokens, end) || MONTHS.has(text.slice(next, next + 3));
    }
    return isBehindNumber && ENDINGS.has(word);
}
function isCapital(code) {
    return code >= 65 && code <= 90;
}
const MONTHS = new Set('Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' '));
const WEEKDAYS = new Set('Mon Tue Wed Thu Fri Sat Sun'.split(' '));
/** Behind a number: zones of time and units, which change with its size. */
const ENDINGS = new Set(('UTC GMT CST CET EST EDT PST PDT MST MDT BST IST JST AM PM Z am pm ' +
    'B kB KB MB GB TB KiB MiB GiB TiB ns us µs ms s sec min h').split(' '));
function nextIsDigit({ units }, end) {
    return (classAt(units, skipBlank(units, end)) & DIGIT) !== 0;
}
function skipBlank(units, at) {
    let next = at;
    while (next < at + 3 && (units[next] === 32 || units[next] === atoms_COMMA))
        next++;
    return next;
}

;// CONCATENATED MODULE: ./.cache/build/logs/scan.js



/**
 * One pass over the characters of a message: words stay, variable parts (numbers, hex, UUIDs, addresses,
 * paths, URLs, e-mail addresses, instants, JSON bodies, quoted phrases) become wildcards. A hash of what stays is
 * made on the way, so that a message like one seen before costs no allocation.
 *
 *   message  = { blank | atom | quoted | body | mark }
 *   atom     = run of letters, digits and joiners ( _ - . / : @ # $ % + \ ~ & ? * ^ ! )
 *   quoted   = '"' word '"' | "'" word "'"    at the start of a word
 *   body     = '{"' … '}' | '[{' … ']'        JSON inside of a message
 *   mark     = any other character
 */
/** A quoted word longer than this, or with a digit in it, is a value and no name. */
const scan_LONGEST_NAME = 40;
const LONGEST_QUOTE = 500;
function createScanner() {
    const tokens = createTokens();
    const { kinds, starts, ends, low: lows, high: highs } = tokens;
    const answer = { low: 0, high: 0, length: 0, kinds, starts, ends, lows, highs };
    return {
        scan(text) {
            load(tokens, text);
            let at = 0;
            while (at < tokens.size && tokens.count < MOST_TOKENS)
                at = readNext(tokens, at);
            collapseRepeats(tokens);
            hashInto(answer, tokens);
            answer.length = tokens.count;
            return answer;
        }
    };
}
/** Reads what begins here; answers where it ends. */
function readNext(tokens, at) {
    const { units } = tokens;
    const kind = classAt(units, at);
    if ((kind & BLANK) !== 0)
        return at + 1;
    if ((kind & (LETTER | DIGIT | JOINER)) !== 0)
        return readAtom(tokens, at);
    const code = units[at] ?? 0;
    if (code === scan_QUOTE || code === APOSTROPHE)
        return readQuoted(tokens, at, code);
    if (code === scan_OPEN_BRACE && units[at + 1] === scan_QUOTE)
        return readBody(tokens, at);
    if (isWild(units, at)) {
        emit(tokens, WILD, at, at + WILD_TEXT.length);
        return at + WILD_TEXT.length;
    }
    if (code === CLOSE_PARENTHESIS || code === CLOSE_BRACKET)
        closeCall(tokens, at);
    else
        emit(tokens, tokens_MARK, at, at + 1);
    return at + 1;
}
const scan_QUOTE = 34;
const APOSTROPHE = 39;
const scan_OPEN_BRACE = 123;
const scan_CLOSE_BRACE = 125;
const scan_BACKSLASH = 92;
const CLOSE_PARENTHESIS = 41;
const CLOSE_BRACKET = 93;
/** A quoted word is one token: it varies, or stays, as a whole. A quoted phrase is read like any other text. */
function readQuoted(tokens, from, quote) {
    const { units, size } = tokens;
    emit(tokens, tokens_MARK, from, from + 1);
    const isInWord = from > 0 && (classAt(units, from - 1) & (LETTER | DIGIT)) !== 0;
    const end = isInWord
        ? -1
        : closingQuote(tokens, from + 1, Math.min(size, from + LONGEST_QUOTE), quote);
    if (end <= from + 1)
        return from + 1;
    emit(tokens, isName(tokens, from + 1, end) ? NAME : WILD, from + 1, end);
    emit(tokens, tokens_MARK, end, end + 1);
    return end + 1;
}
/** A quote with neither a letter nor a digit behind it, and no blank before it; −1 where there is none. */
function closingQuote({ units }, from, most, quote) {
    for (let at = from; at < most; at++) {
        const code = units[at] ?? 0;
        if (code === scan_BACKSLASH)
            at++;
        else if (code === quote && (classAt(units, at + 1) & (LETTER | DIGIT)) === 0)
            return at;
        else if ((classAt(units, at) & BLANK) !== 0)
            return -1;
    }
    return -1;
}
function isName({ units }, from, end) {
    if (end - from > scan_LONGEST_NAME || isWild(units, from))
        return false;
    for (let at = from; at < end; at++) {
        if ((classAt(units, at) & (DIGIT | SLASH | AT)) !== 0)
            return false;
    }
    return true;
}
/** JSON inside of a message, up to its matching brace or the end. */
function readBody(tokens, from) {
    const { units, size } = tokens;
    let depth = 0;
    let isText = false;
    let end = from;
    for (; end < size; end++) {
        const code = units[end] ?? 0;
        if (code === scan_BACKSLASH)
            end++;
        else if (code === scan_QUOTE)
            isText = !isText;
        else if (code === scan_OPEN_BRACE && !isText)
            depth++;
        else if (code === scan_CLOSE_BRACE && !isText && --depth === 0)
            break;
    }
    const stop = Math.min(size, end + 1);
    emit(tokens, WILD, from, stop);
    return stop;
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./.cache/build/logs/signature.js


function identify({ template, errorType = '', frames }) {
    const places = namingFrames(frames);
    const words = constantWords(template);
    return (0,external_node_crypto_.hash)('sha256', JSON.stringify([errorType, places, words])).slice(0, 12);
}
/** The template's words without the variable parts, whatever stands between them. */
function constantWords(template) {
    return template
        .split(/<\*>|\s+/)
        .filter(part => part !== '')
        .join(' ');
}

;// CONCATENATED MODULE: ./.cache/build/logs/template.js




/** Templates as people read them, as they are stored in files of accepted signatures, and back. */
/** A template is stored whole, in one line. */
const template_LONGEST = 2000;
function createVocabulary() {
    const known = createNumbers();
    const tokens = [];
    return (text, scan, place) => {
        const from = at(scan.starts, place);
        const kind = at(scan.kinds, place);
        const length = kind === WILD ? 0 : at(scan.ends, place) - from;
        const isSpaced = place > 0 && CLASSES[text.charCodeAt(from - 1)] === BLANK;
        const low = at(scan.lows, place);
        const high = at(scan.highs, place) ^ (isSpaced ? SPACED : 0);
        const found = tokens[known.get(low, high) - 1];
        // Hashes may be equal by chance, or because somebody wanted them to be.
        if (found?.kind === kind && found.text.length === length && text.startsWith(found.text, from))
            return found;
        const token = { kind, text: text.slice(from, from + length), isSpaced };
        if (found === undefined)
            known.set(low, high, tokens.push(token));
        return token;
    };
}
function at(list, place) {
    return list[place] ?? 0;
}
const SPACED = 0x2545f491;
function tokensOf(text, scan, token) {
    return Array.from({ length: scan.length }, (_, place) => token(text, scan, place));
}
function writeTemplate(tokens) {
    const text = tokens
        .map(({ kind, text: own, isSpaced }) => {
        const shown = kind === WILD ? WILD_TEXT : kind === STEM ? `${own}${WILD_TEXT}` : own;
        return isSpaced ? ` ${shown}` : shown;
    })
        .join('');
    return text.length > template_LONGEST ? text.slice(0, template_LONGEST) : text;
}
/** What redaction left in the place of a secret. */
const REDACTED = /\[(?:redacted|e-mail|phone|card|iban|name|ip)(?::[^\]]{0,60})?\]/g;
function readTemplate(text, scanner) {
    const plain = text.replace(REDACTED, WILD_TEXT);
    return tokensOf(plain, scanner.scan(plain), createVocabulary());
}
function isRedacted(template) {
    return template.search(REDACTED) >= 0;
}
/** Does the first template stand for every line of the second? */
function covers(wide, narrow) {
    if (wide.length !== narrow.length)
        return false;
    return wide.every(({ kind, text }, place) => {
        const other = narrow[place];
        return kind === WILD || (kind === other?.kind && text === other.text);
    });
}

;// CONCATENATED MODULE: ./.cache/build/logs/miner.js







/** Templates that are kept; above, similar ones are merged at once and for good. */
const MOST_PRINTS = 20_000;
/** Where merging frees less than this, memory is full. */
const LEAST_FREED = 2000;
/** Hashes of lines that are remembered. */
const MOST_HANDLES = 500_000;
function createMiner() {
    const scanner = createScanner();
    const known = createNumbers();
    const saltOf = createSalts();
    const byHandle = [];
    const accepted = [];
    let vocabulary = createVocabulary();
    let prints = [];
    let overflow = 0;
    let isFull = false;
    const makeRoom = () => {
        const merged = mergePrints(prints);
        isFull = merged.length > MOST_PRINTS - LEAST_FREED;
        prints = merged;
        // What varied is not needed any more.
        vocabulary = createVocabulary();
        for (const print of merged)
            for (const handle of print.handles)
                byHandle[handle] = print;
    };
    return {
        add(event) {
            const scan = scanner.scan(event.message);
            const group = groupOf(event);
            const salt = saltOf(group);
            const [low, high] = [scan.low ^ salt, scan.high ^ salt];
            const handle = known.get(low, high) - 1;
            if (handle >= 0) {
                remember(byHandle[handle], event);
                return handle;
            }
            if (prints.length >= MOST_PRINTS && !isFull)
                makeRoom();
            if (isFull || byHandle.length >= MOST_HANDLES) {
                overflow++;
                return -1;
            }
            const next = byHandle.length;
            const tokens = tokensOf(event.message, scan, vocabulary);
            const template = writeTemplate(tokens);
            const print = { tokens, template, group, handles: [next], example: event, level: event.level };
            known.set(low, high, next + 1);
            byHandle.push(print);
            prints.push(print);
            return next;
        },
        accept({ id, template }, index) {
            accepted.push({ id, index, template, tokens: readTemplate(template, scanner) });
        },
        signatures() {
            return mergePrints(prints)
                .map(print => signatureOf(print, accepted))
                .sort((left, right) => compare(left.id, right.id));
        },
        get overflow() {
            return overflow;
        }
    };
}
/** Groups have different hashes for the same words. */
function createSalts() {
    const groups = new Map();
    return group => {
        if (group === '')
            return 0;
        const found = groups.get(group) ?? groups.size + 1;
        groups.set(group, found);
        return Math.imul(found, 0x9e3779b1);
    };
}
function compare(left, right) {
    return left < right ? -1 : left > right ? 1 : 0;
}
/** Events are one only where their errors are of one type, thrown at one place. */
function groupOf({ errorType, frames }) {
    if (errorType === undefined && frames.length === 0)
        return '';
    return JSON.stringify([errorType ?? '', ...namingFrames(frames)]);
}
function remember(print, event) {
    if (print === undefined)
        return;
    if (event.level !== print.level)
        print.level = worseLevel(print.level, event.level);
    if (isBefore(event, print.example))
        print.example = event;
}
/** The earliest event is the example, whatever the order of adding. */
function isBefore(left, right) {
    return left.at < right.at || (left.at === right.at && left.text < right.text);
}
/** In an order that depends on what was added only: how a template is spaced is told by the first. */
function mergePrints(prints) {
    const ordered = [...prints].sort((left, right) => compare(left.template, right.template));
    const clusters = cluster(ordered.map(print => print.tokens), ordered.map(print => print.group));
    return clusters.flatMap(({ tokens, members }) => {
        const parts = members.flatMap(member => ordered[member] ?? []);
        const [first] = parts;
        if (first === undefined)
            return [];
        return parts.length === 1 && first.tokens === tokens
            ? [first]
            : [joinPrints(first, parts, tokens)];
    });
}
function joinPrints(first, parts, tokens) {
    const template = writeTemplate(tokens);
    const joined = { ...first, tokens, template, handles: parts.flatMap(part => part.handles) };
    for (const { example, level } of parts) {
        joined.level = worseLevel(joined.level, level);
        if (isBefore(example, joined.example))
            joined.example = example;
    }
    return joined;
}
function signatureOf(print, accepted) {
    const { template, handles, example, level } = print;
    const { errorType, frames } = example;
    const id = identify({ template, errorType, frames });
    const match = accepted.find(entry => isAccepted(entry, id, print));
    return {
        id,
        template,
        ...(level === undefined ? {} : { level }),
        ...(errorType === undefined ? {} : { errorType }),
        frames,
        example,
        handles,
        ...(match === undefined ? {} : { accepted: match.index })
    };
}
/**
 * The same id; or one template stands for the other, and the id is that of the accepted template with this
 * error's type and place. An error thrown elsewhere is another one, though it says the same. A redacted template
 * has lost its id.
 */
function isAccepted(entry, id, { tokens, example }) {
    if (entry.id === id)
        return true;
    if (entry.tokens.length === 0)
        return false;
    if (!covers(entry.tokens, tokens) && !covers(tokens, entry.tokens))
        return false;
    const { errorType, frames } = example;
    if (isRedacted(entry.template))
        return true;
    return identify({ template: entry.template, errorType, frames }) === entry.id;
}

;// CONCATENATED MODULE: ./.cache/build/bake/signatures.js

/**
 * `known` are matched as if they were lines, so that a signature that has become more general, or that was
 * redacted, is still the same; `Signature.accepted` is an index into them. `hide` takes out of a line what must not be
 * cut up: its parts would stand in templates.
 */
function createBook(frame, deployNoise, known, hide = text => text) {
    const miner = createMiner();
    known.forEach((signature, index) => miner.accept(signature, index));
    const counts = new Map();
    let entries;
    const place = (event) => {
        entries = undefined;
        const message = hide(event.message);
        return miner.add(message === event.message ? event : { ...event, message });
    };
    const countOf = (event) => {
        const handle = place(event);
        const count = counts.get(handle) ?? newCount();
        counts.set(handle, count);
        return count;
    };
    return {
        place,
        addBefore(event) {
            const count = countOf(event);
            const step = stepOf(event.at, frame);
            count.before++;
            count.past.set(step, (count.past.get(step) ?? 0) + 1);
        },
        addSince(event, look) {
            const count = countOf(event);
            count.looks.set(look, (count.looks.get(look) ?? 0) + 1);
            if (event.at < frame.deployedAt + deployNoise)
                count.early++;
            count.first = Math.min(count.first, event.at);
            count.last = Math.max(count.last, event.at);
        },
        entries: () => (entries ??= miner.signatures().map(signature => entryOf(signature, counts))),
        overflow: () => miner.overflow
    };
}
function trackOf(entry, facts) {
    const followed = facts.followed(entry);
    return followed === undefined ? readTrack(entry, facts) : countedTrack(entry, followed, facts);
}
/** `since` and `before` are whole time: of a part of the lines nothing was read. */
function countedTrack({ signature }, followed, facts) {
    const { before, beforeSeconds, redact } = facts;
    // Where redaction changes the text nobody could ask for it again.
    const counted = redact(followed.literal) === followed.literal ? followed.literal : '';
    const track = readTrack({ signature, before: 0, past: new Map(), ...followed }, { ...facts, exposureAt: look => secondsUntil(look, facts.frame) });
    return {
        ...track,
        ...(before === undefined ? {} : { before: { at: before.at, bad: 0, total: beforeSeconds } }),
        counted
    };
}
/** The events since the bake's start of a signature that the store counts. */
function signatures_talliesOf({ soFar }, frame) {
    return soFar.map(({ at, events }) => ({ at, bad: events, total: secondsUntil(at, frame) }));
}
function secondsUntil(look, { bake }) {
    return Math.max(0, look - bake.start) / 1000;
}
function readTrack(entry, facts) {
    const { signature, soFar } = entry;
    const isNew = entry.before === 0 && soFar.length > 0;
    const share = facts.frame.interval / 1000 / Math.max(1, facts.beforeSeconds);
    return {
        ...signatures_wordsOf(signature, facts.redact),
        ...pastOf(entry, facts.before, share),
        soFar: soFar.map(({ at, events }) => ({ at, bad: events, total: facts.exposureAt(at) })),
        ...signatures_timesOf(entry),
        ...(isNew ? absenceOf(signature, facts) : {}),
        ...(facts.isAccepted(signature) ? { accepted: true } : {}),
        frames: isNew ? [...signature.frames, ...(signature.example.outer ?? [])] : [],
        examples: isNew && facts.excerpts ? [excerptOf(signatures_whole(signature.example), facts.redact)] : []
    };
}
function signatures_wordsOf({ id, template, level, errorType }, redact) {
    return {
        id,
        template: redact(template),
        ...(level === undefined ? {} : { level }),
        ...(errorType === undefined ? {} : { errorType: redact(errorType) })
    };
}
function signatures_timesOf({ early, firstSeen, lastSeen }) {
    return {
        ...(early === 0 ? {} : { early }),
        ...(firstSeen === undefined ? {} : { firstSeen }),
        ...(lastSeen === undefined ? {} : { lastSeen })
    };
}
/** What is known of the time before, of a signature that was not read in the baseline. */
function absenceOf({ id }, { whole, proofs }) {
    const { asked = false, earlier, earlierDeploys } = proofs.get(id) ?? {};
    const absence = whole ? 'read' : asked ? 'asked' : undefined;
    return {
        ...(absence === undefined ? {} : { absence }),
        ...(earlier === undefined ? {} : { earlier }),
        ...(earlierDeploys === undefined ? {} : { earlierDeploys })
    };
}
const mostExcerptLines = 20;
const firstExcerptLines = 8;
const longestExcerptLine = 300;
/** With the stack trace that stands in a field of its own. */
function signatures_whole({ text, stack }) {
    return stack === undefined ? text : `${text}\n${stack}`;
}
/**
 * At most 20 lines of 300 characters. Redacted as a whole first, so that no half of a secret is left. Some
 * languages write where it was thrown at the end of a trace and some at its beginning: of a long one both
 * are kept.
 */
function excerptOf(text, redact) {
    const lines = redact(text).split('\n');
    const head = lines.length > mostExcerptLines ? firstExcerptLines : lines.length;
    const tail = mostExcerptLines - firstExcerptLines - 1;
    const shown = head < lines.length ? [...lines.slice(0, head), '…', ...lines.slice(-tail)] : lines;
    const kept = shown.map(line => line.length > longestExcerptLine ? `${line.slice(0, longestExcerptLine)}…` : line);
    return kept.join('\n');
}
function newCount() {
    return {
        before: 0,
        past: new Map(),
        looks: new Map(),
        early: 0,
        first: Infinity,
        last: -Infinity
    };
}
/** End of the step before the rollout that an instant lies in. */
function stepOf(at, { rolloutStart, interval }) {
    return rolloutStart - Math.floor((rolloutStart - 1 - at) / interval) * interval;
}
function entryOf(signature, counts) {
    const parts = signature.handles.flatMap(handle => counts.get(handle) ?? []);
    const looks = summed(parts.map(part => part.looks));
    let events = 0;
    const soFar = [...looks]
        .sort(([a], [b]) => a - b)
        .map(([at, more]) => ({ at, events: (events += more) }));
    const first = Math.min(Infinity, ...parts.map(part => part.first));
    const last = Math.max(-Infinity, ...parts.map(part => part.last));
    return {
        signature,
        before: parts.reduce((sum, part) => sum + part.before, 0),
        past: summed(parts.map(part => part.past)),
        soFar,
        early: parts.reduce((sum, part) => sum + part.early, 0),
        ...(Number.isFinite(first) ? { firstSeen: first } : {}),
        ...(Number.isFinite(last) ? { lastSeen: last } : {})
    };
}
function summed(maps) {
    const [only] = maps;
    if (maps.length === 1 && only !== undefined)
        return only;
    const sum = new Map();
    for (const map of maps)
        for (const [key, value] of map)
            sum.set(key, (sum.get(key) ?? 0) + value);
    return sum;
}
/** `share`: of one step in the whole baseline. */
function pastOf({ before, past }, lines, share) {
    if (lines === undefined)
        return { past: [] };
    const total = lines.exposure * share;
    return {
        before: { at: lines.at, bad: before, total: lines.exposure },
        past: [...past].sort(([a], [b]) => a - b).map(([at, bad]) => ({ at, bad, total }))
    };
}

;// CONCATENATED MODULE: ./.cache/build/bake/log-tracks.js


/** What a `logs` check has seen, as evidence. */
function tracksOf(watching) {
    const { check, frame, book, prover, patterns, context, before, soFar, sampled } = watching;
    const exposures = new Map(soFar.map(({ at, exposure }) => [at, exposure]));
    const spans = pastSpans(check.baseline, frame).baseline;
    const facts = {
        frame,
        before,
        beforeSeconds: spans.reduce((sum, { start, end }) => sum + (end - start) / 1000, 0),
        exposureAt: look => exposures.get(look) ?? 0,
        whole: before !== undefined && sampled.length === 0,
        proofs: prover.proofs,
        redact: context.redact,
        excerpts: context.excerpts,
        isAccepted: watching.isAccepted,
        followed: entry => followedBy(watching, entry)
    };
    const signatures = book.entries().map(entry => trackOf(entry, facts));
    const { earlierDeploys } = context;
    const told = patterns.told();
    return {
        signatures: signatures.filter(({ past, soFar }) => past.length + soFar.length > 0),
        ...(before === undefined ? {} : { before }),
        soFar: [...soFar],
        ...(earlierDeploys.length === 0 ? {} : { earlierDeploys: earlierDeploys.length }),
        ...(told === undefined ? {} : { patterns: told })
    };
}
/** One that turned out to be of a form with lines that were read before the deploy is judged by what was read. */
function followedBy({ follower }, entry) {
    return entry.before > 0 ? undefined : follower.countOf(entry.signature);
}
/**
 * After a rollback only signatures that the bad bake or its baseline had are judged: recovered is who does
 * not log them any more. What is new since then is not what the rollback was for.
 */
function recoveredTracks(watching, past) {
    const now = tracksOf(watching);
    const entries = watching.book.entries();
    const byKnown = new Map(entries.flatMap(({ signature }) => {
        const track = now.signatures.find(({ id }) => id === signature.id);
        const { accepted: index } = signature;
        const same = past.signatures.findIndex(({ id }) => id === signature.id);
        const known = same >= 0 ? same : index;
        return track === undefined || known === undefined ? [] : [[known, track]];
    }));
    return {
        ...now,
        ...(past.before === undefined ? {} : { before: past.before }),
        signatures: past.signatures.map((known, index) => {
            const { firstSeen, lastSeen, early, soFar, examples } = byKnown.get(index) ?? {
                soFar: [],
                examples: []
            };
            const { firstSeen: _first, lastSeen: _last, early: _early, ...kept } = known;
            const counted = watching.follower.countOfKnown(index);
            return {
                ...kept,
                soFar: counted === undefined ? soFar : signatures_talliesOf(counted, watching.frame),
                examples,
                ...(firstSeen === undefined ? {} : { firstSeen }),
                ...(lastSeen === undefined ? {} : { lastSeen }),
                ...(early === undefined ? {} : { early })
            };
        })
    };
}

;// CONCATENATED MODULE: ./.cache/build/bake/patterns.js




/** A store that did not answer so often is not asked again in this bake. */
const mostFailures = 2;
/** So many times as often, and so many lines more, is worth a look at the lines. */
const suspiciousFactor = 3;
const suspiciousLines = 10;
/** What has more lines in all does not come once in a while. */
const mostRare = 40;
function watchPatterns(options) {
    const state = {
        options,
        known: new Map(),
        beforeSeconds: undefined,
        sinceSeconds: 0,
        complete: true,
        failures: 0,
        why: undefined
    };
    return {
        async look(window) {
            if (options.lines.patterns === undefined)
                return [];
            if (state.beforeSeconds === undefined)
                await readBefore(state);
            const found = await patterns_read(state, window, 'since');
            if (found === undefined)
                return [];
            state.sinceSeconds += secondsOf(window);
            return suspectsOf(state, found);
        },
        told: () => (state.sinceSeconds === 0 ? undefined : patterns_toldOf(state)),
        notes: () => state.why === undefined ? [] : [`the store was asked for its own patterns: ${state.why}`]
    };
}
/** All windows or none: a pattern that is missing because it was not asked for would look new. */
async function readBefore(state) {
    state.beforeSeconds = 0;
    const windows = state.options.sampled();
    for (const window of windows) {
        if ((await patterns_read(state, window, 'before')) === undefined) {
            for (const known of state.known.values())
                known.before = 0;
            return;
        }
    }
    state.beforeSeconds = windows.reduce((sum, window) => sum + secondsOf(window), 0);
}
/** Texts of the patterns that came. */
async function patterns_read(state, window, side) {
    if (state.failures >= mostFailures)
        return undefined;
    const { lines, asker } = state.options;
    const reading = await asker.patterns(lines, window);
    if (reading === undefined)
        return undefined;
    if (reading.kind === 'failure') {
        state.failures++;
        state.complete = false;
        state.why = reading.failure.message;
        return undefined;
    }
    const { patterns, wildcard, complete } = reading.batch;
    state.complete &&= complete;
    for (const pattern of patterns) {
        const known = state.known.get(pattern.text) ?? newPattern(pattern, wildcard);
        known[side] += pattern.count;
        state.known.set(pattern.text, known);
    }
    return patterns.map(({ text }) => text);
}
function newPattern({ text, example }, wildcard) {
    const parts = text.split(wildcard).map(part => part.trim());
    return {
        before: 0,
        since: 0,
        // Between the words of a pattern with an example anything may stand: what holds together is told by that.
        literals: example === undefined ? parts.filter(part => part !== '') : constantsOf(example),
        level: levelInText(example ?? text)
    };
}
function constantsOf(example) {
    const miner = createMiner();
    for (const event of readEvents([{ at: 0, text: example, stream: {}, fields: {} }])) {
        miner.add(event);
    }
    return miner
        .signatures()
        .flatMap(literalsOf)
        .filter(part => part !== '');
}
function suspectsOf(state, texts) {
    return texts
        .flatMap(text => {
        const known = state.known.get(text);
        return known === undefined || !isSuspect(known, state) ? [] : [{ text, known }];
    })
        .sort((a, b) => patterns_severityOf(b.known) - patterns_severityOf(a.known) || b.known.since - a.known.since)
        .map(({ text, known: { literals, since } }) => ({ text, literals, count: since }));
}
function patterns_severityOf({ level }) {
    return isSevere(level) ? 2 : level === 'warn' ? 1 : 0;
}
function isSuspect({ before, since }, { beforeSeconds = 0, sinceSeconds }) {
    if (before === 0)
        return true;
    const expected = (before / beforeSeconds) * sinceSeconds;
    return since >= suspiciousFactor * expected && since >= expected + suspiciousLines;
}
function patterns_toldOf({ known, beforeSeconds = 0, complete }) {
    const all = [...known.values()];
    const rare = all.filter(({ before, since }) => before > 0 && before + since <= mostRare);
    return {
        since: all.filter(({ since }) => since > 0).length,
        seconds: beforeSeconds,
        complete,
        rare: alike(rare)
    };
}
/** How many have equal counts on both sides, in the order of these. */
function alike(patterns) {
    const many = new Map();
    for (const { before, since } of patterns) {
        const both = before * (mostRare + 1) + since;
        many.set(both, (many.get(both) ?? 0) + 1);
    }
    return [...many]
        .sort(([a], [b]) => a - b)
        .map(([both, count]) => [Math.floor(both / (mostRare + 1)), both % (mostRare + 1), count]);
}
function secondsOf({ start, end }) {
    return (end - start) / 1000;
}

;// CONCATENATED MODULE: ./.cache/build/bake/proof.js

/** More new signatures than these make no better verdict. */
const mostProofs = 30;
/** Lines of the text that are read of the history. */
const mostHistoryLines = 200;
const mostBaselineLines = 100;
const mostDeployLines = 20;
/** Two bursts further apart than this are two occasions. */
const occasionGap = 60 * 60_000;
function createProver(options) {
    const proofs = new Map();
    const proveOne = async (signature) => {
        const proof = proofs.get(signature.id) ?? (await proofOf(signature, options));
        proofs.set(signature.id, proof);
        return proof;
    };
    let spent = 0;
    return {
        proofs,
        proveOne,
        async prove(candidates) {
            const open = candidates.filter(({ signature }) => !proofs.has(signature.id));
            for (const { signature } of open.slice(0, mostProofs - spent)) {
                spent++;
                await proveOne(signature);
            }
        }
    };
}
async function proofOf(signature, options) {
    const { frame, sampled, earlierDeploys } = options;
    const finder = finderOf(signature, options);
    if (finder === undefined)
        return { asked: false };
    let asked = true;
    for (const window of sampled()) {
        const found = await finder.find(window, mostBaselineLines);
        if (found === undefined)
            asked = false;
        // One line is enough: then it is known, at the rate at which the store has it.
        else if (found.instants.length > 0)
            return { asked, earlier: usualIn(found, window, frame) };
    }
    const earlier = options.lines.billed === true ? undefined : await pastOccasions(finder, frame);
    if (earlier !== undefined)
        return { asked, earlier };
    const deploys = await askDeploys(earlierDeploys, window => finder.find(window, mostDeployLines));
    return { asked, ...(deploys === undefined ? {} : { earlierDeploys: deploys }) };
}
/** What comes again and again before the rollout. */
async function pastOccasions(finder, frame) {
    const history = { start: frame.history.start, end: frame.rolloutStart };
    const found = await finder.find(history, mostHistoryLines);
    return found === undefined || occasions(found.instants) <= 1
        ? undefined
        : usualIn(found, history, frame);
}
/**
 * Its busiest stretch. Of lines that were too many to read all of them only the newest are known, which is no
 * rate of the whole window: then they count for the time that they reach back, where that makes them more.
 */
function usualIn({ instants, from }, window, frame) {
    const busy = busiest(instants, frame);
    if (from <= window.start)
        return busy;
    const reach = Math.max(1, window.end - from) / 1000;
    const isBusier = instants.length / reach > busy.bad / busy.total;
    return isBusier ? { at: busy.at, bad: instants.length, total: reach } : busy;
}
/** The most that came in any stretch as long as the bake. */
function busiest(instants, { bake }) {
    const width = bake.end - bake.start;
    let first = 0;
    let most = 0;
    instants.forEach((at, index) => {
        while (at - (instants[first] ?? at) >= width)
            first++;
        most = Math.max(most, index - first + 1);
    });
    return { at: instants.at(-1) ?? 0, bad: most, total: width / 1000 };
}
function occasions(instants) {
    return instants.filter((at, index) => index === 0 || at - (instants[index - 1] ?? at) > occasionGap).length;
}
async function askDeploys(windows, find) {
    if (windows.length === 0)
        return undefined;
    const found = await Promise.all(windows.map(find));
    if (found.some(one => one === undefined))
        return undefined;
    return found.filter(one => one !== undefined && one.instants.length > 0).length;
}

;// CONCATENATED MODULE: ./.cache/build/bake/logs.js








/** The baseline may bring so many times the lines of one look. */
const baselineFactor = 4;
/**
 * Keeps the signatures of a `logs` check. A look reads the lines since the one before it; what got no answer
 * is read by the next.
 */
function logKeeper(watched, known) {
    const { check, lines, frame, asker, context } = watched;
    const accepted = check.accepted.flatMap(path => context.accepted.get(path) ?? []);
    const matched = [...(known?.signatures ?? []), ...accepted];
    const book = createBook(frame, check.deployNoise, matched, context.hide);
    const sampled = [];
    const shared = { lines: lines.lines, asker, frame, book, sampled: () => sampled };
    const prover = createProver({ ...shared, earlierDeploys: context.earlierDeploys });
    const patterns = watchPatterns(shared);
    const isAccepted = acceptance(accepted, known?.signatures.length ?? 0);
    const { deployNoise, newSignatures } = check;
    const follower = createFollower({
        ...shared,
        deployNoise,
        minCount: newSignatures.minCount,
        prover,
        patterns,
        isAccepted,
        known
    });
    const watching = {
        ...watched,
        context: { ...context, redact: logs_remember(context.redact) },
        isAccepted,
        book,
        prover,
        patterns,
        follower,
        known,
        sampled,
        soFar: [],
        askedUntil: frame.bake.start
    };
    return {
        past: () => logs_askPast(watching),
        looks: ends => logs_askLooks(watching, ends),
        tracks: () => ({
            grain: frame.interval,
            counts: [],
            values: [],
            logs: known === undefined ? tracksOf(watching) : recoveredTracks(watching, known)
        })
    };
}
/** Those that a person accepted come after the `first` that an earlier bake knew. */
function acceptance(accepted, first) {
    const ids = new Set(accepted.map(({ id }) => id));
    return signature => ids.has(signature.id) || (signature.accepted ?? -1) >= first;
}
/** Templates are asked for after every look, and most stay the same. */
function logs_remember(redact) {
    const known = new Map();
    return text => {
        const clean = known.get(text) ?? redact(text);
        known.set(text, clean);
        return clean;
    };
}
// ── before the rollout ───────────────────────────────────────────────────────────────────────────
async function logs_askPast(watching) {
    const { check, frame, asker, lines, book, sampled } = watching;
    const { baseline } = pastSpans(check.baseline, frame);
    const most = Math.floor((baselineFactor * check.maxLines) / Math.max(1, baseline.length));
    const counts = [];
    for (const span of baseline) {
        const reading = await readLines(lines, span, most, asker);
        if (reading.kind === 'failure')
            return reading.failure;
        if (!reading.whole || !reading.complete)
            sampled.push(span);
        for (const batch of reading.batches)
            eachEvent(batch, event => book.addBefore(event));
        counts.push({ at: span.end, ...reading.count });
    }
    watching.before = counts.reduce(added);
    return undefined;
}
/** Counts of windows that follow each other. */
function added(known, more) {
    return {
        at: more.at,
        matched: known.matched + more.matched,
        read: known.read + more.read,
        exposure: known.exposure + more.exposure
    };
}
// ── since the bake's start ───────────────────────────────────────────────────────────────────────
async function logs_askLooks(watching, ends) {
    delete watching.crowded;
    const answers = await askRun(watching, ends);
    const { follower, patterns, prover, crowded, soFar } = watching;
    await follower.advance(crowded, soFar.map(({ at }) => at));
    await prover.prove(candidates(watching));
    return answers.map(answer => ({ ...answer, notes: [...answer.notes, ...patterns.notes()] }));
}
/** Several looks at once (a bake that is past) are one question where their lines are few. */
async function askRun(watching, ends) {
    const { lines, check, asker } = watching;
    const last = ends.at(-1);
    if (last === undefined)
        return [];
    const window = { start: watching.askedUntil, end: last };
    const reading = ends.length === 1
        ? await readLines(lines, window, check.maxLines, asker)
        : await readIfFew(lines, window, check.maxLines, asker);
    if (reading === undefined) {
        const half = Math.ceil(ends.length / 2);
        const earlier = await askRun(watching, ends.slice(0, half));
        return [...earlier, ...(await askRun(watching, ends.slice(half)))];
    }
    if (reading.kind === 'failure') {
        const { failure } = reading;
        return ends.map(() => ({ state: 'failed', failure, retries: failure.retries, notes: [] }));
    }
    watching.askedUntil = last;
    return keep(watching, window, reading, ends);
}
function keep(watching, window, reading, ends) {
    const { book, soFar } = watching;
    if (!reading.whole)
        widenCrowded(watching, window);
    for (const batch of reading.batches) {
        eachEvent(batch, event => book.addSince(event, logs_lookOf(event.at, ends)));
    }
    let from = window.start;
    for (const end of ends) {
        const lines = reading.batches.map(batch => batch.filter(({ at }) => at >= from && at < end));
        const read = lines.reduce((sum, part) => sum + part.length, 0);
        const one = ends.length === 1;
        const count = one ? reading.count : { matched: read, read, exposure: (end - from) / 1000 };
        const newest = { at: end, ...count };
        const known = soFar.at(-1);
        soFar.push(known === undefined ? newest : added(known, newest));
        from = end;
    }
    const { notes, retries, scanned } = reading;
    const empty = reading.count.matched === 0 && (scanned ?? 0) === 0;
    const state = !reading.complete ? 'partial' : empty ? 'empty' : 'answered';
    const told = {
        state,
        notes: [...notes, ...samplingNotes(reading), ...memoryNotes(book)]
    };
    return ends.map((_, index) => ({
        ...told,
        retries: index === 0 ? retries : 0,
        ...(scanned === undefined ? {} : { scanned })
    }));
}
function widenCrowded(watching, { start, end }) {
    watching.crowded = { start: watching.crowded?.start ?? start, end };
}
function logs_lookOf(at, ends) {
    return ends.find(end => at < end) ?? ends.at(-1) ?? at;
}
function samplingNotes({ whole }) {
    return whole ? [] : ['more lines matched than one look reads: a sample was read'];
}
function memoryNotes(book) {
    return book.overflow() === 0
        ? []
        : ['lines of more forms came than can be told apart: the rest was not clustered'];
}
/** New as far as is known, and often enough to speak against the release. */
function candidates(watching) {
    const { book, check, isAccepted } = watching;
    const { minCount } = check.newSignatures;
    return book
        .entries()
        .filter(({ before, soFar, signature }) => before === 0 && (soFar.at(-1)?.events ?? 0) >= minCount && !isAccepted(signature));
}

;// CONCATENATED MODULE: ./.cache/build/bake/values.js


/** Keeps the samples of a `query`, `probe` or `firing` check: one per look and series. */
function valueKeeper(connected, frame, asker) {
    const { check } = connected;
    const canary = values_newGroup(connected.sources);
    const control = connected.control.length === 0 ? undefined : values_newGroup(connected.control);
    const windowed = check.kind === 'query' && check.query.usesWindow;
    const watching = {
        connected,
        frame,
        asker,
        canary,
        groups: control === undefined ? [canary] : [canary, control],
        asksSoFar: windowed && (check.max !== undefined || check.min !== undefined)
    };
    return {
        past: () => values_askPast(watching),
        looks: ends => connected.pointInTime
            ? askNow(watching, ends.at(-1) ?? frame.bake.end)
            : values_askLooks(watching, ends),
        tracks: () => ({
            grain: frame.interval,
            counts: [],
            values: valueTracks(canary, control, watching.asksSoFar)
        })
    };
}
// ── before the rollout ───────────────────────────────────────────────────────────────────────────
async function values_askPast(watching) {
    const { connected, frame, groups } = watching;
    if (connected.pointInTime)
        return undefined;
    const spans = pastSpans(connected.check.baseline, frame);
    for (const group of groups) {
        for (const [index, span] of spans.history.entries()) {
            const failure = await values_askHistory(watching, group, span, spans.baseline[index] ?? span);
            if (failure !== undefined)
                return failure;
        }
    }
    return undefined;
}
/** Tries the long history first and settles for the baseline where the backend refuses it. */
async function values_askHistory(watching, group, span, fallback) {
    const over = ({ start, end }) => {
        const { first, last, width } = keeper_pastGrid({ start, end }, watching.frame.interval);
        return ask(watching, group, first, last, width);
    };
    let reading = await over(span);
    if (reading.kind === 'failure' && fallback.start > span.start)
        reading = await over(fallback);
    if (reading.kind === 'failure')
        return reading.failure;
    values_keep(group.past, reading.measurement);
    return undefined;
}
// ── since the bake's start ───────────────────────────────────────────────────────────────────────
async function values_askLooks(watching, ends) {
    const answers = [];
    const step = ends.length <= mostApart ? 0 : watching.frame.interval;
    for (const run of regularRuns(ends, step)) {
        answers.push(...(await values_askRun(watching, run)));
    }
    return answers;
}
/**
 * So many looks that are due together (the machine was slow) are still asked one by one: an instant is answered
 * exactly, a range by some gateways on a grid of their own.
 */
const mostApart = 3;
/** Looks that stand on one grid, asked in one request a group; all at once, for backends that take them together. */
async function values_askRun(watching, ends) {
    const { frame, canary, groups } = watching;
    const first = ends[0] ?? frame.bake.end;
    const last = ends.at(-1) ?? first;
    const soFar = watching.asksSoFar
        ? [ask(watching, canary, last, last, last - frame.bake.start)]
        : [];
    const readings = await Promise.all([
        ...groups.map(group => ask(watching, group, first, last, frame.interval)),
        ...soFar
    ]);
    const known = [...groups.map(({ bake }) => bake), canary.soFar];
    readings.forEach((reading, index) => keepReading(known[index], reading));
    return ends.map(end => stateOf(readings, {
        has: values_hasWithin(canary.bake, end, frame.interval),
        stale: hasAny(canary.bake)
    }));
}
/** A point-in-time question: asked now, kept under the look it was planned for. */
async function askNow(watching, look) {
    const { frame, canary, asker } = watching;
    const now = asker.io.clock.now();
    const reading = await ask(watching, canary, now, now, now - frame.rolloutStart);
    if (reading.kind === 'answer') {
        keepBefore(watching, reading.measurement);
        const series = reading.measurement.series.map(({ labels, samples }) => ({
            labels,
            samples: samples.slice(-1).map(({ value }) => ({ at: look, value }))
        }));
        values_keep(canary.bake, { ...reading.measurement, series });
    }
    return [stateOf([reading], { has: values_hasWithin(canary.bake, look, 1), stale: hasAny(canary.bake) })];
}
/** What the first answer tells of the time before the rollout: an alert of then is not the deploy's. */
function keepBefore({ canary, frame }, { series, before }) {
    const [first] = series;
    if (before === undefined || first === undefined || canary.bake.size > 0)
        return;
    appendByLabels(canary.past, first.labels, [{ at: frame.rolloutStart, value: before }]);
}
async function ask({ connected, frame, asker }, group, first, last, width) {
    const [named] = group.sources;
    if (named === undefined)
        throw new Error('a check without a question');
    const reading = await asker.ask(named.source, { first, last, step: frame.interval, width });
    if (reading.kind === 'failure')
        return reading;
    const { check } = connected;
    const scale = check.kind === 'query' ? (check.scale ?? 1) : 1;
    return {
        kind: 'answer',
        measurement: scaled(reduceSeries(reading.measurement, check.reduce), scale)
    };
}
/** From the unit that the query answers in to the unit's base. */
function scaled(measurement, scale) {
    if (scale === 1)
        return measurement;
    return {
        ...measurement,
        series: measurement.series.map(({ labels, samples }) => ({
            labels,
            samples: samples.map(({ at, value }) => ({ at, value: value * scale }))
        }))
    };
}
/** Splits instants where their spacing is not `step` (the last look of an uneven bake). */
function regularRuns(ends, step) {
    const runs = [];
    for (const end of ends) {
        const run = runs.at(-1);
        if (run !== undefined && end - (run.at(-1) ?? 0) === step)
            run.push(end);
        else
            runs.push([end]);
    }
    return runs;
}
// ── tracks ───────────────────────────────────────────────────────────────────────────────────────
function values_newGroup(sources) {
    return { sources, past: new Map(), bake: new Map(), soFar: new Map() };
}
function keepReading(known, reading) {
    if (known !== undefined && reading.kind === 'answer')
        values_keep(known, reading.measurement);
}
function values_keep(known, measurement) {
    for (const { labels, samples } of measurement.series)
        appendByLabels(known, labels, samples);
}
/** A series may be there without a number as its value (NaN): nothing of it is too old then. */
function hasAny(known) {
    return [...known.values()].some(({ points }) => points.length > 0);
}
/** Log backends answer for multiples of the step: their newest one lies up to a step before the look. */
function values_hasWithin(known, end, width) {
    const isNewest = (at) => at <= end && end - at < width;
    return [...known.values()].some(({ points }) => points.some(({ at }) => isNewest(at)));
}
function valueTracks(canary, control, withSoFar) {
    const keys = new Map();
    for (const map of [canary.past, canary.bake]) {
        for (const [key, { labels }] of map)
            keys.set(key, labels);
    }
    return [...keys].map(([key, labels]) => ({
        labels,
        past: points(canary.past, key),
        bake: points(canary.bake, key),
        ...(withSoFar ? { soFar: points(canary.soFar, key) } : {}),
        ...(control === undefined ? {} : { control: controlTrack(control, key) })
    }));
}
/** One control series without a match serves every series of the canary. */
function controlTrack(control, key) {
    const keys = [...new Set([...control.bake.keys(), ...control.past.keys()])];
    const match = keys.length === 1 ? (keys[0] ?? key) : key;
    return { past: points(control.past, match), bake: points(control.bake, match) };
}
function points(known, key) {
    return known.get(key)?.points ?? [];
}

;// CONCATENATED MODULE: ./.cache/build/bake/collect.js




/** More distinct words of a backend than these tell a reader nothing. */
const mostNotes = 10;
function createCollector(connected, frame, asker, options) {
    const keeper = keeperOf(connected, frame, asker, options);
    let planned = collect_plannedLooks(connected, frame.looks, options.now);
    const looks = [];
    const notes = new Set();
    let pastFailure;
    let scanned;
    return {
        connected,
        planned: () => planned,
        extend: ends => {
            planned = [...planned, ...ends];
        },
        async askPast() {
            if (options.past === undefined)
                pastFailure = await keeper.past();
        },
        async askLooks(ends) {
            const answers = await keeper.looks(ends);
            answers.forEach((answer, index) => {
                const { state, retries, failure } = answer;
                const at = ends[ends.length - answers.length + index] ?? frame.bake.end;
                looks.push({ at, state, retries, ...(failure === undefined ? {} : { failure }) });
                for (const note of answer.notes)
                    if (notes.size < mostNotes)
                        notes.add(note);
                if (answer.scanned !== undefined)
                    scanned = Math.max(scanned ?? 0, answer.scanned);
            });
        },
        evidence: () => ({
            ...withPast(keeper.tracks(), options.past),
            looks: [...looks],
            planned: planned.length,
            pointInTime: connected.pointInTime,
            notes: [...notes],
            ...(pastFailure === undefined ? {} : { pastFailure }),
            ...(scanned === undefined ? {} : { scanned })
        })
    };
}
function keeperOf(connected, frame, asker, { past, logs }) {
    const { check, lines } = connected;
    switch (check.kind) {
        case 'ratio':
        case 'count':
            return countKeeper(connected, frame, asker, past?.grain);
        case 'query':
        case 'probe':
        case 'firing':
            return valueKeeper(connected, frame, asker);
        case 'logs':
            if (lines === undefined)
                throw new Error('a logs check without lines');
            return logKeeper({ check, lines, frame, asker, context: logs }, past?.logs);
    }
}
/** A point-in-time question has no past: it is planned from now on, at least once. */
function collect_plannedLooks(connected, looks, now) {
    if (!connected.pointInTime)
        return looks;
    const ahead = looks.filter(look => look >= now);
    return ahead.length > 0 ? ahead : looks.slice(-1);
}
/** Joins the bake's tracks with a past that was asked for earlier, by their labels. */
function withPast(tracks, past) {
    if (past === undefined)
        return tracks;
    return {
        grain: tracks.grain,
        // The signatures of before are known to their keeper: it finds them again in other words.
        ...(tracks.logs === undefined ? {} : { logs: tracks.logs }),
        counts: collect_joined(past.counts, tracks.counts, (known, now) => ({
            ...(now ?? { ...known, soFar: [], steps: [] }),
            past: known.past,
            ...(known.before === undefined ? {} : { before: known.before })
        })),
        values: collect_joined(past.values, tracks.values, (known, now) => ({
            ...(now ?? { ...known, bake: [] }),
            past: known.past
        }))
    };
}
/** Every series that was known before or is there now: one that stopped must be seen to have stopped. */
function collect_joined(past, tracks, join) {
    const now = new Map(tracks.map(track => [(0,build_labels/* labelKey */.k)(track.labels), track]));
    const known = new Set(past.map(track => (0,build_labels/* labelKey */.k)(track.labels)));
    return [
        ...past.map(track => join(track, now.get((0,build_labels/* labelKey */.k)(track.labels)))),
        ...tracks.filter(track => !known.has((0,build_labels/* labelKey */.k)(track.labels)))
    ];
}

;// CONCATENATED MODULE: ./.cache/build/bake/bake.js




/** Errors running, on every check, after which nothing more is to be hoped for. */
const mostErrorsRunning = 4;
/**
 * The one engine: gates, retrospective bakes and recoveries differ in their frame and clock only.
 * Waits for each look, measures, judges; ends at the last look, or earlier when the verdict is certain.
 */
async function bake(request, deps) {
    const state = await start(request, deps);
    let analysis = state.judge(false);
    deps.onLook(state.progress(analysis));
    let superseded = false;
    for (;;) {
        const due = nextDue(state);
        if (due === undefined) {
            analysis = state.judge(true);
            if (!canExtend(state, request, analysis))
                break;
            state.extend(request.bake.extend);
            continue;
        }
        await deps.clock.sleep(due - deps.clock.now(), deps.signal);
        await askDue(state, deps);
        deps.signal.throwIfAborted();
        analysis = state.judge(false);
        const stop = mayStop(analysis, request.bake);
        if (stop || isWholeLook(state))
            deps.onLook(state.progress(analysis));
        superseded = deps.superseded?.() ?? false;
        if (superseded || stop)
            break;
        if (state.collectors.every(hopeless)) {
            analysis = state.judge(true);
            break;
        }
    }
    const skew = Math.max(0, ...state.askers.map(asker => Math.abs(asker.skew())));
    return { ...state.progress(analysis), superseded, skew };
}
async function start(request, deps) {
    const { http, clock, signal } = deps;
    let { frame } = request;
    const askers = new Map();
    const now = clock.now();
    const collectors = request.checks.map(connected => {
        const { name } = connected.endpoint;
        const asker = askers.get(name) ?? createAsker(connected.endpoint, { http, clock, signal });
        askers.set(name, asker);
        const past = request.past?.get(connected.check.name);
        return createCollector(connected, frame, asker, {
            now,
            logs: request.logs,
            ...(past === undefined ? {} : { past })
        });
    });
    if (request.asksPast)
        await Promise.all(collectors.map(collector => collector.askPast()));
    const cases = () => collectors.map(collector => ({
        check: collector.connected.check,
        evidence: collector.evidence()
    }));
    let calibration = calibrate(cases(), frame, request.falseAlarmRate);
    const state = {
        collectors,
        askers: [...askers.values()],
        asked: new Map(),
        extended: false,
        told: 0,
        judge: final => judge(cases(), frame, calibration, { ...request.bake, final }),
        progress: analysis => ({
            frame,
            analysis,
            evidence: new Map(collectors.map(collector => [collector.connected.check.name, collector.evidence()]))
        }),
        extend: by => {
            const longer = extendFrame(frame, by);
            const more = longer.looks.filter(look => look > frame.bake.end);
            frame = longer;
            calibration = calibrate(cases(), frame, request.falseAlarmRate);
            collectors.forEach(collector => collector.extend(more));
            state.extended = true;
        }
    };
    return state;
}
/** When the next look of any check can be asked: its end plus the endpoint's ingestion delay. */
function nextDue(state) {
    const dues = state.collectors.flatMap(collector => {
        const look = collector.planned()[state.asked.get(collector) ?? 0];
        return look === undefined ? [] : [look + delayOf(collector)];
    });
    return dues.length === 0 ? undefined : Math.min(...dues);
}
/** A point-in-time question is answered at once: there is no ingestion to wait for. */
function delayOf({ connected }) {
    return connected.pointInTime ? 0 : connected.endpoint.delay;
}
async function askDue(state, deps) {
    const now = deps.clock.now();
    await Promise.all(state.collectors.map(async (collector) => {
        const done = state.asked.get(collector) ?? 0;
        const due = collector
            .planned()
            .slice(done)
            .filter(look => look + delayOf(collector) <= now);
        if (due.length === 0)
            return;
        await collector.askLooks(due);
        state.asked.set(collector, done + due.length);
    }));
}
/** Endpoints have delays of their own: a look is told when every check has been asked for it. */
function isWholeLook(state) {
    const reached = Math.min(...state.collectors.map(collector => {
        const asked = state.asked.get(collector) ?? 0;
        const planned = collector.planned();
        return asked === planned.length ? Infinity : (planned[asked - 1] ?? 0);
    }));
    const isNew = reached > state.told;
    state.told = reached;
    return isNew;
}
function mayStop(analysis, bake) {
    if (!analysis.decided)
        return false;
    if (analysis.verdict === 'pass')
        return bake.earlyPass;
    if (analysis.verdict !== 'fail')
        return false;
    const critical = analysis.judgements.some(judgement => judgement.critical && judgement.certain && judgement.verdict === 'fail');
    return bake.earlyStop || critical;
}
function hopeless(collector) {
    const tail = collector.evidence().looks.slice(-(mostErrorsRunning + 1));
    return tail.length > mostErrorsRunning && tail.every(({ state }) => state === 'failed');
}
/** Thin evidence is what more time can mend; an outage or a missing metric is not. */
const thinCodes = new Set([
    'too-few-requests',
    'too-few-samples',
    'too-little-history',
    'went-away',
    'zero-traffic',
    'undefined-ratio'
]);
function canExtend(state, { bake }, analysis) {
    if (bake.extend === 0 || state.extended)
        return false;
    return analysis.verdict === 'inconclusive' && thinCodes.has(analysis.code);
}

// EXTERNAL MODULE: ./.cache/build/bake/connect.js
var connect = __webpack_require__(7327);
// EXTERNAL MODULE: ./.cache/build/outcome.js
var build_outcome = __webpack_require__(5407);
// EXTERNAL MODULE: ./.cache/build/report/lines.js
var lines = __webpack_require__(7521);
;// CONCATENATED MODULE: ./.cache/build/modes/endpoints.js


/** Found before the bake, these are mistakes of the configuration; found later, they are an outage. */
const mistakes = new Set(['not-authorised', 'invalid-query']);
/**
 * Asks every check's own questions once, before anything is written: one endpoint each first, so that a
 * refused credential stops everything else. Throws ConfigError for what a person must mend; the rest
 * becomes warnings, since a backend that is down now may be up in a minute. Resolves with what the answers
 * tell of the bytes that they cost.
 */
async function preflightEndpoints({ http, world, warnings }, connected, interval) {
    const rates = new Map();
    const { clock, signal } = world;
    const askers = new Map(connected.endpoints.map(({ settings }) => [
        settings.name,
        createAsker(settings, { http, clock, signal })
    ]));
    // A probe has no query that could be wrong, and what it answers is its measurement.
    const checks = connected.checks
        .map((check, index) => ({ check, index }))
        .filter(({ check }) => check.check.kind !== 'probe');
    const first = checks.filter(({ check }, index) => checks.findIndex(other => other.check.endpoint === check.endpoint) === index);
    const rest = checks.filter(one => !first.includes(one));
    for (const wave of [first, rest]) {
        const found = await Promise.all(wave.map(({ check, index }) => {
            const asker = askers.get(check.endpoint.name);
            return asker === undefined
                ? Promise.resolve([])
                : askOnce(check, index, asker, {
                    at: clock.now() - check.endpoint.delay,
                    interval,
                    rates
                });
        }));
        report(found.flat(), warnings);
    }
    return rates;
}
async function askOnce({ check, sources, control, lines, pointInTime }, index, asker, { at, interval: width, rates }) {
    const instant = pointInTime ? asker.io.clock.now() : at;
    const grid = { first: instant, last: instant, step: width, width };
    const counted = lines?.count === undefined ? [] : [{ name: 'logs', source: lines.count }];
    const readings = await Promise.all([
        ...[...sources, ...control, ...counted].map(async ({ name, source }) => {
            const reading = await asker.ask(source, grid);
            return { name, source, reading, bytes: bytesIn(reading) };
        }),
        ...(lines === undefined ? [] : [readOnce(lines.lines, asker, { start: at - width, end: at })])
    ]);
    for (const { source, bytes } of readings) {
        if (bytes !== undefined)
            rates.set(source, bytes / width);
    }
    // A store that was asked for one line may have stopped there; its count has seen them all.
    const whole = lines?.count === undefined ? undefined : rates.get(lines.count);
    if (lines !== undefined && whole !== undefined)
        rates.set(lines.lines, whole);
    // A count that is refused alone is done without: the lines speak for themselves.
    const isDoneWithout = (source, { code }) => source === lines?.count && code !== 'not-authorised';
    return readings.flatMap(({ name, source, reading }) => reading.kind === 'answer' || isDoneWithout(source, reading.failure)
        ? []
        : [{ path: `checks[${index}] "${check.name}" ${name}`, failure: reading.failure }]);
}
/** Lines may be refused where counts are not. One line is enough to know. */
async function readOnce(lines, asker, window) {
    const reading = await asker.fetch(lines, window, 1);
    return { name: 'logs', source: lines, reading, bytes: bytesIn(reading) };
}
function bytesIn(reading) {
    if (reading.kind === 'failure')
        return undefined;
    return 'batch' in reading ? reading.batch.bytes : reading.measurement.bytes;
}
function report(found, warnings) {
    const problems = [];
    for (const { path, failure } of found) {
        if (mistakes.has(failure.code))
            problems.push({ path, message: failure.message });
        else
            warnings.add(failure.message);
    }
    if (problems.length === 0)
        return;
    const refused = found.some(({ failure }) => failure.code === 'not-authorised');
    throw new errors/* ConfigError */.xL(refused ? 'not-authorised' : 'invalid-query', problems);
}

// EXTERNAL MODULE: ./.cache/build/providers/grid.js
var providers_grid = __webpack_require__(1356);
;// CONCATENATED MODULE: ./.cache/build/modes/estimate.js



/**
 * Runs the bake itself, with a clock that does not wait and sources that answer at once and count what they
 * were asked: it cannot say anything else than what the gate does. Not counted: retries, further pages of
 * log lines, `bake.extend`, coarser steps where the past is thin. `rates`: bytes that a millisecond of each
 * question's window holds.
 */
async function estimate(request, connected, now, rates = new Map()) {
    const counter = createCounter(rates);
    const counting = {
        ...connected,
        checks: connected.checks.map(check => counted(check, counter))
    };
    const world = { clock: virtualClock(now), signal: new AbortController().signal };
    const http = () => Promise.reject(new Error('an estimate asks nobody'));
    await preflightEndpoints({ http, world, warnings: new Set() }, counting, request.frame.interval);
    const looks = [];
    const whole = { ...request.bake, earlyStop: false, earlyPass: false, extend: 0 };
    await bake({ ...request, bake: whole, checks: counting.checks, asksPast: true, logs: noContext }, { ...world, http, onLook: () => looks.push(counter.tallies()) });
    const all = [...looks, counter.tallies()];
    return connected.endpoints.map(({ settings: { name } }) => {
        const amount = (kind) => amountOf(all.map(one => one.get(name)?.[kind] ?? 0));
        return { endpoint: name, asked: amount('asked'), span: amount('span'), bytes: amount('bytes') };
    });
}
/** Of what was counted before the first look, after each, and at the end. */
function amountOf(seen) {
    const steps = seen.slice(1).map((count, index) => count - (seen[index] ?? 0));
    return { before: seen[0] ?? 0, perLook: Math.max(0, ...steps), total: seen.at(-1) ?? 0 };
}
const noContext = {
    redact: (text) => text,
    hide: (text) => text,
    excerpts: false,
    accepted: new Map(),
    earlierDeploys: []
};
function createCounter(rates) {
    const tallies = new Map();
    const open = new Map();
    const more = (endpoint, asked, span, rate = 0) => {
        const known = tallies.get(endpoint) ?? { asked: 0, span: 0, bytes: 0 };
        tallies.set(endpoint, {
            asked: known.asked + asked,
            span: known.span + span,
            bytes: known.bytes + span * rate
        });
    };
    return {
        add: (endpoint, source, grid) => {
            more(endpoint, requestsOf(source, grid, open), spanOf(source, grid), rates.get(source));
        },
        addPage: (endpoint, lines, { start, end }) => {
            more(endpoint, 1, end - start, rates.get(lines));
        },
        tallies: () => new Map(tallies)
    };
}
/** Windows side by side are read once, those that overlap once each. */
function spanOf({ pointInTime }, grid) {
    if (pointInTime)
        return 0;
    const { first, last, step, width } = grid;
    return step === width ? last - first + width : (0,providers_grid/* instantsOf */.GR)(grid).length * width;
}
function requestsOf(source, grid, open) {
    const own = source.requests?.(grid) ?? 1;
    const { shares } = source;
    const keys = source.keys?.(grid);
    const travelsAlone = source.keys !== undefined && keys === undefined;
    if (shares === undefined || travelsAlone)
        return own;
    const loads = open.get(shares) ?? new Map();
    if (!open.has(shares)) {
        open.set(shares, loads);
        setImmediate(() => open.delete(shares));
    }
    if (keys === undefined)
        return estimate_load(loads, '', own, shares.most);
    return keys.reduce((sum, key) => sum + estimate_load(loads, key, 1, shares.most), 0);
}
/** The first of those that travel together pays for the request, and so does the first beyond its limit. */
function estimate_load(loads, key, own, most) {
    const already = loads.get(key) ?? 0;
    loads.set(key, already + own);
    return Math.ceil((already + own) / most) - Math.ceil(already / most);
}
/**
 * The check with sources that only count. Its numbers must not end the bake, so it is not critical; and what it
 * is compared with changes nothing of what is asked, while learning from days of history takes seconds.
 */
function counted(connected, counter) {
    const { compare: _, ...check } = connected.check;
    const { name: endpoint } = connected.endpoint;
    const wrap = (source, value) => ({
        ...source,
        measure: async (grid) => {
            counter.add(endpoint, source, grid);
            // An answer comes in a later turn of the event loop, as from a socket.
            await new Promise(resolve => setImmediate(resolve));
            return answerTo(grid, value);
        }
    });
    const named = ({ name, source }) => ({
        name,
        source: wrap(source, healthyValue(check, name))
    });
    const { lines } = connected;
    return {
        ...connected,
        check: { ...check, critical: false },
        sources: connected.sources.map(named),
        control: connected.control.map(named),
        ...(lines === undefined
            ? {}
            : {
                lines: countedLines(lines, wrap, window => {
                    counter.addPage(endpoint, lines.lines, window);
                })
            })
    };
}
/** The least: how many pages there are depends on the lines. */
function countedLines({ lines, count }, wrap, add) {
    return {
        lines: {
            describe: () => lines.describe(),
            fetch: window => {
                add(window);
                return Promise.resolve({ lines: [], complete: true, notes: [], retries: 0 });
            }
        },
        ...(count === undefined ? {} : { count: wrap(count, 1) })
    };
}
/** A number that breaks no limit: judging a breach takes long, and is not what is wanted here. */
function healthyValue({ kind, min, max }, question) {
    if (kind === 'ratio')
        return question.endsWith('bad') ? (min ?? 0) : 1;
    if (kind === 'probe')
        return 1;
    if (kind === 'firing')
        return 0;
    return min ?? Math.min(max ?? 1, 0);
}
function answerTo(grid, value) {
    const samples = (0,providers_grid/* instantsOf */.GR)(grid).map(at => ({ at, value }));
    return { series: [{ labels: {}, samples }], complete: true, notes: [], retries: 0 };
}
/** Time passes by sleeping only. */
function virtualClock(start) {
    let now = start;
    return {
        now: () => now,
        sleep: ms => {
            now += Math.max(0, ms);
            return Promise.resolve();
        }
    };
}

// EXTERNAL MODULE: ./.cache/build/rollback/evidence.js
var evidence = __webpack_require__(6963);
// EXTERNAL MODULE: ./.cache/build/rollback/record.js
var record = __webpack_require__(9411);
// EXTERNAL MODULE: ./.cache/build/rollback/facts.js
var rollback_facts = __webpack_require__(11);
// EXTERNAL MODULE: ./.cache/build/rollback/glob.js
var rollback_glob = __webpack_require__(2152);
// EXTERNAL MODULE: ./.cache/build/rollback/tag.js
var rollback_tag = __webpack_require__(3816);
// EXTERNAL MODULE: ./.cache/build/rollback/version.js
var rollback_version = __webpack_require__(1380);
;// CONCATENATED MODULE: ./.cache/build/rollback/target.js





/**
 * The target by what is known; a refusal where a question is still open. Pure: the same facts in any order
 * give the same answer.
 */
function chooseTarget(facts, rules) {
    const step = considerTarget(facts, rules);
    if (step.kind !== 'question')
        return step;
    return (0,rollback_facts/* refuse */.TR)('no-target', `The target could not be decided: ${step.ask} is not known.`);
}
/**
 * One step: the decision, or the next question. Evidence picks the commit (input, else the newest
 * successful deployment, else the newest release that is an ancestor); then the rules accept or refuse that
 * commit. A rule never makes the search go on to something older.
 */
function considerTarget(facts, rules) {
    const found = facts.explicit === undefined
        ? (0,evidence/* findByEvidence */.i)(facts, rules)
        : findNamed(facts.explicit, facts, rules);
    return found.kind === 'candidate' ? applyRules(found, facts, rules) : found;
}
function findNamed(name, facts, rules) {
    const bySha = (0,rollback_tag/* isSha */.HH)(name) && rules.acceptSha;
    if (!bySha && !(0,rollback_tag/* isReleaseTag */.KH)(name, rules.tagPattern)) {
        return (0,rollback_facts/* refuse */.TR)('bad-tag', `"${name}" is not a tag that matches "${rules.tagPattern}". Name a release tag in rollback-to.`);
    }
    if (!facts.commits.has(name))
        return { kind: 'question', ask: 'commit', name };
    const sha = facts.commits.get(name);
    if (sha === undefined) {
        return (0,rollback_facts/* refuse */.TR)('no-target', `"${name}" does not exist, or is not a commit.`);
    }
    if (sha === facts.deployed.sha) {
        return (0,rollback_facts/* refuse */.TR)('same-commit', `"${name}" is the deployed commit itself.`);
    }
    const verdict = facts.verdicts.get(sha);
    if (verdict === undefined)
        return { kind: 'question', ask: 'verdict', sha };
    if (verdict === 'bad') {
        return (0,rollback_facts/* refuse */.TR)('no-target', `"${name}" has a bad verdict on record. Set another one with mode override if it is good.`);
    }
    const why = 'It was named in rollback-to.';
    const tag = bySha ? {} : { tag: name };
    return { kind: 'candidate', sha, ...tag, source: 'input', strength: 'named', why, rejected: [] };
}
function applyRules(candidate, facts, rules) {
    const { sha, source, strength, why, rejected } = candidate;
    const tag = candidate.tag ?? tagOf(candidate, facts, rules);
    if (typeof tag === 'object')
        return tag;
    if (tag === undefined && !rules.acceptSha) {
        return (0,rollback_facts/* refuse */.TR)('untagged-target', `The last good commit ${sha.slice(0, 12)} has no tag that matches "${rules.tagPattern}". Tag it, or set rollback.accept-sha.`, rejected);
    }
    const name = tag ?? sha;
    if (rules.minVersion !== undefined && !isAtLeast(name, rules.minVersion)) {
        const sentence = `${name} is not at or above rollback.min-version ${rules.minVersion}.`;
        return (0,rollback_facts/* refuse */.TR)('below-min-version', sentence, rejected);
    }
    const irreversible = findIrreversible(sha, facts, rules);
    if (typeof irreversible === 'object')
        return irreversible;
    if (irreversible !== undefined)
        return (0,rollback_facts/* refuse */.TR)('irreversible-change', irreversible, rejected);
    return { kind: 'target', target: { tag: name, sha, source, strength, why }, rejected };
}
/**
 * The tag that a deployment was made from, where it still points at the commit: no listing is needed then.
 * Else the highest of all tags of the commit.
 */
function tagOf({ ref = '', sha }, facts, { tagPattern }) {
    const name = ref.replace(/^refs\/tags\//, '');
    if ((0,rollback_tag/* isReleaseTag */.KH)(name, tagPattern)) {
        if (!facts.commits.has(name))
            return { kind: 'question', ask: 'commit', name };
        if (facts.commits.get(name) === sha)
            return name;
    }
    const tags = facts.tags.get(sha);
    return tags === undefined
        ? { kind: 'question', ask: 'tags', sha }
        : (0,rollback_tag/* releaseTagOf */.ni)(tags, tagPattern);
}
/** undefined: nothing stands in the way; a sentence: why it is refused. */
function findIrreversible(sha, facts, { refuseIfChanged }) {
    if (refuseIfChanged.length === 0)
        return undefined;
    const comparison = facts.comparisons.get(sha);
    if (comparison === undefined)
        return { kind: 'question', ask: 'comparison', sha };
    for (const file of comparison.files.toSorted(rollback_facts/* compareText */.n6)) {
        const pattern = refuseIfChanged.find(glob => (0,rollback_glob/* matchesGlob */.k)(glob, file, true));
        if (pattern !== undefined) {
            return `${file} changed since the target and matches rollback.refuse-if-changed "${pattern}". Roll forward, or roll back by hand.`;
        }
    }
    if (!comparison.filesTruncated)
        return undefined;
    return 'More files changed since the target than GitHub lists, so rollback.refuse-if-changed cannot be checked. Roll back by hand.';
}
/** A name without a version cannot be shown to be at or above the floor. */
function isAtLeast(name, floor) {
    const [version, lowest] = [(0,rollback_tag/* isSha */.HH)(name) ? undefined : (0,rollback_version/* parseVersion */.o)(name), (0,rollback_version/* parseVersion */.o)(floor)];
    if (version === undefined || lowest === undefined)
        return false;
    return (0,rollback_version/* compareVersions */.Z)(version, lowest) >= 0;
}

;// CONCATENATED MODULE: ./.cache/build/rollback/gather.js




/** As many as one page answers; the choice looks at the newest few. */
const DEPLOYMENTS = 30;
/** The choice asks far fewer; this ends a loop that a defect would make endless. */
const MOST_QUESTIONS = 100;
/**
 * Decides the target with as few requests as the evidence needs. With the facts of an earlier answer it asks
 * only what may have changed since: verdicts, tags and new deployments. Never rejects with a GitHubError.
 */
async function resolveTarget(github, rollbackGitHub, request, before) {
    try {
        const gathered = await gatherTargetFacts(github, rollbackGitHub, request, before);
        return { ...gathered, decision: chooseTarget(gathered.facts, request.rules) };
    }
    catch (error) {
        if (!(error instanceof errors/* GitHubError */.y_))
            throw error;
        const sentence = `The target could not be looked up. ${error.message}`;
        const decision = { kind: 'refused', code: 'no-target', sentence, rejected: [] };
        return { decision, warnings: [], facts: startingFacts(request, before) };
    }
}
/**
 * Asks what the choice needs, one question after the other, until it can decide. A listing that the token
 * may not read is empty, with a warning. Rejects with GitHubError when GitHub does not answer.
 */
async function gatherTargetFacts(github, rollbackGitHub, request, before) {
    const warnings = new Set();
    let facts = startingFacts(request, before);
    for (let asked = 0; asked < MOST_QUESTIONS; asked++) {
        const step = considerTarget(facts, request.rules);
        if (step.kind !== 'question')
            break;
        const asking = { github, rollbackGitHub, request, facts, before, warnings };
        const known = await answer(step, asking);
        facts = { ...facts, ...known };
    }
    return { facts, warnings: [...warnings] };
}
/** A success in a deployment's history stays there, and two commits compare alike for ever. */
function startingFacts({ deploy, explicit }, before) {
    const succeeded = [...(before?.histories ?? [])].filter(([, history]) => history.some(status => status.state === 'success'));
    return {
        deployed: { sha: deploy.sha, deployedAt: deploy.deployedAt },
        ...(explicit === undefined ? {} : { explicit }),
        histories: new Map(succeeded),
        ...(before?.rollbackRuns === undefined ? {} : { rollbackRuns: before.rollbackRuns }),
        verdicts: new Map(),
        tags: new Map(),
        commits: new Map(),
        comparisons: before?.comparisons ?? new Map()
    };
}
async function answer(question, asking) {
    const { github, facts, request } = asking;
    const { deploy } = request;
    switch (question.ask) {
        case 'deployments': {
            const list = () => github.deployments(deploy.environment, DEPLOYMENTS);
            return { deployments: await permitted(list, [], asking.warnings) };
        }
        case 'history': {
            const history = await permitted(() => github.deploymentStatuses(question.id), [], asking.warnings);
            return { histories: gather_added(facts.histories, question.id, history) };
        }
        case 'rollback-runs':
            return { rollbackRuns: await rollbackRuns(asking) };
        case 'verdict': {
            const statuses = await permitted(() => github.statuses(question.sha), [], asking.warnings);
            const verdict = (0,record/* readVerdict */.wk)(statuses, deploy, request.identity);
            return { verdicts: gather_added(facts.verdicts, question.sha, verdict) };
        }
        case 'tags':
            return { tags: gather_added(facts.tags, question.sha, await tagsOf(question.sha, asking)) };
        case 'commit': {
            const { name } = question;
            const commit = (0,rollback_tag/* isSha */.HH)(name) ? await github.commit(name) : await github.tagCommit(name);
            return { commits: gather_added(facts.commits, name, commit) };
        }
        case 'comparison': {
            const comparison = await github.compare(question.sha, deploy.sha);
            return { comparisons: gather_added(facts.comparisons, question.sha, comparison) };
        }
        case 'releases':
            return { releases: await github.releases() };
    }
}
/** A tag that was found before, and was the only one, is only looked up again: it must still be there. */
async function tagsOf(sha, { github, request, before }) {
    const { tagPattern } = request.rules;
    const found = (before?.tags.get(sha) ?? []).filter(tag => (0,rollback_tag/* isReleaseTag */.KH)(tag, tagPattern));
    const [known, ...others] = found;
    if (known === undefined || others.length > 0)
        return github.tagsOf(sha);
    return (await github.tagCommit(known)) === sha ? found : github.tagsOf(sha);
}
/** Those that may have made one of the deployments listed. */
function rollbackRuns({ rollbackGitHub, request, facts, warnings }) {
    const since = Math.min(...(facts.deployments ?? []).map(deployment => deployment.createdAt));
    // A deployment is created by its run, so a little later than it.
    const margin = 24 * 60 * 60 * 1000;
    const list = () => rollbackGitHub.dispatchedRuns(request.workflow, since - margin);
    return permitted(list, [], warnings);
}
async function permitted(ask, instead, warnings) {
    try {
        return await ask();
    }
    catch (error) {
        if (!(error instanceof errors/* GitHubError */.y_) || (error.status !== 403 && error.status !== 404))
            throw error;
        warnings.add(error.message);
        return instead;
    }
}
function gather_added(map, key, value) {
    return new Map(map).set(key, value);
}

;// CONCATENATED MODULE: ./.cache/build/why/changes.js
/** The report lists the first ten; the result output and what suspects refer to need a few more. */
const MOST_COMMITS = 50;
const LONGEST_TITLE = 200;
/** What a comparison with the last good release comes to; undefined where nothing lies between. */
function changesOf(base, comparison) {
    const { total, commits, compared, filesTruncated } = comparison;
    if (total === 0)
        return undefined;
    return {
        base,
        total,
        commits: commits.toReversed().slice(0, MOST_COMMITS).map(changes_changeOf),
        files: compared.length,
        filesTruncated
    };
}
function changes_changeOf({ sha, title, author }) {
    return { sha, title: title.slice(0, LONGEST_TITLE), author: author.slice(0, LONGEST_TITLE) };
}

;// CONCATENATED MODULE: ./.cache/build/why/paths.js
/**
 * The path of a frame's file as it may end in a repository; empty where the frame names no source file, or
 * one of a library or a runtime. A Java frame names a file without its folder, which is its package.
 */
function pathOf({ file, symbol }) {
    if (file === undefined)
        return [];
    const segments = segmentsOf(withoutScheme(file.slice(0, paths_LONGEST)));
    const name = segments.at(-1);
    if (name === undefined || !/^[^<>[\]]+\.[A-Za-z][A-Za-z0-9]{0,7}$/.test(name))
        return [];
    if (segments.length === 1 && JVM.test(name))
        return [...packageOf(symbol ?? ''), name];
    return isForeign(segments) ? [] : segments;
}
/**
 * undefined: nothing says that they are the same file. Where both paths go on above their common end, the folders
 * above it are taken for the roots of the build and of the repository, unless they agree again further up: then
 * the two are neighbours in one tree.
 */
function agree(frame, file) {
    const name = compareNames(frame.at(-1) ?? '', file.at(-1) ?? '');
    if (name === undefined)
        return undefined;
    const compiled = name === 'compiled';
    const above = Math.min(frame.length, file.length);
    let length = 1;
    while (length < above && sameAt(frame, file, length, compiled))
        length++;
    for (let index = length + 1; index < above; index++) {
        if (sameAt(frame, file, index, compiled))
            return undefined;
    }
    if (areVendoredApart(frame, file, length))
        return undefined;
    const isWeak = length === 1 && isNameWeak(frame, file);
    return isWeak === undefined ? undefined : { length, isWeak, compiled };
}
/** One of them lies in `vendor`, the code of others in a repository, and the other does not. */
function areVendoredApart(frame, file, length) {
    const [above, beyond] = [frame.slice(0, -length), file.slice(0, -length)];
    return above.includes('vendor') || (above.length > 0 && beyond.includes('vendor'));
}
/**
 * The name alone agrees. In the trace nothing may stand above it but the root of a build; and a file that lies in
 * a folder of the repository must not be called as many are. undefined: it says nothing.
 */
function isNameWeak(frame, file) {
    if (file.length === 1) {
        if (frame.length < 3)
            return false;
        return frame.length === 3 || isBuildRoot(frame.slice(0, -1)) ? true : undefined;
    }
    const isRare = !COMMON.test(file.at(-1) ?? '');
    return isRare && frame.length < 3 ? frame.length > 1 : undefined;
}
function isBuildRoot(folders) {
    return /^(?:usr\/src\/app|home\/[^/]+\/app|var\/www\/[^/]+|home\/runner\/work\/[^/]+\/[^/]+)$/.test(folders.join('/'));
}
/** What a file is called for its part, in any folder. */
const COMMON = /^(?:__init__|__main__|apps?|base|common|config|const|constants|core|errors?|handlers?|helpers?|index|init|lib|main|middleware|mod|models?|program|routes?|server|settings|setup|startup|tests?|types|urls|utils?|views?)\.\w{1,8}$/i;
/** Traces are as long as whoever wrote them wished. */
const paths_LONGEST = 1000;
const JVM = /\.(?:java|kt|scala|groovy)$/;
function withoutScheme(file) {
    const plain = file.replaceAll('\\', '/').replace(/^jar:.*!\//, '');
    // The bundler's name for the project stands where a host would.
    const url = /^[a-z][a-z0-9+.-]*:\/\/[^/]*\/(.*)$/i.exec(plain);
    if (url?.[1] !== undefined)
        return url[1].replace(/[?#].*$/, '');
    return /^[a-z]{2,}:/i.test(plain) ? '' : plain.replace(/^[a-z]:/i, '');
}
/** Without `.`, what `..` leaves behind, groups of a bundler in brackets, and `:line:column` at the end. */
function segmentsOf(path) {
    const parts = path
        .replace(/(?::\d+){1,2}$|\(\d+(?:,\d+)?\)$/, '')
        .split('/')
        .filter(part => part !== '' && part !== '.' && !/^\(.*\)$/.test(part));
    return parts.slice(parts.lastIndexOf('..') + 1);
}
/** `com.acme.shop.Db$Row.lambda$save$0` → com, acme, shop. A module may stand before it: `app//com.acme…`. */
function packageOf(symbol) {
    const names = symbol.slice(symbol.lastIndexOf('/') + 1).split('.');
    return names.slice(0, -2).filter(name => /^[\w$]+$/.test(name));
}
/** Folders in which nobody keeps code of their own. */
const FOREIGN = new Set([
    'node_modules',
    'site-packages',
    'dist-packages',
    'gems',
    'rustc',
    '.cargo',
    '.nuget',
    '.m2'
]);
const FOREIGN_PATHS = /(?:^|\/)(?:pkg\/mod|usr\/lib|usr\/local\/(?:go|lib)|vendor\/(?:bundle|autoload)|lib\/python[\d.]+|go\/src\/runtime)\//;
function isForeign(segments) {
    return segments.some(part => FOREIGN.has(part)) || FOREIGN_PATHS.test(segments.join('/'));
}
/** Where compilers write what they make of `src`. */
const OUTPUT = new Set(['dist', 'build', 'lib', 'out', 'esm', 'cjs']);
function sameAt(frame, file, index, compiled) {
    const [left, right] = [frame.at(-1 - index) ?? '', file.at(-1 - index) ?? ''];
    return left === right || (compiled && right === 'src' && OUTPUT.has(left));
}
const paths_SCRIPT = /^(.+)\.(?:m|c)?js$/;
const SCRIPT_SOURCE = /^(.+)\.(?:(?:m|c)?tsx?|jsx|vue|svelte)$/;
/** `db.js` may have been compiled of `db.ts`. */
function compareNames(frame, file) {
    if (frame === file)
        return 'same';
    const stem = paths_SCRIPT.exec(frame)?.[1];
    return stem !== undefined && stem === SCRIPT_SOURCE.exec(file)?.[1] ? 'compiled' : undefined;
}

;// CONCATENATED MODULE: ./.cache/build/why/patch.js
/** Reads the hunks of one file as GitHub gives them. Total: what is no hunk is passed over. */
function readPatch(text) {
    const changed = new Set();
    const names = new Set();
    const shown = [];
    let line = 0;
    for (const row of text.split('\n')) {
        const heading = /^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@(.*)$/.exec(row);
        if (heading !== null) {
            const [, start = '0', length = '1', context = ''] = heading;
            line = Number(start);
            shown.push({ first: line, last: line + Number(length) - 1 });
            addNames(names, context);
        }
        else if (row.startsWith('+')) {
            addNames(names, row);
            changed.add(line++);
        }
        else if (row.startsWith('-')) {
            addNames(names, row);
        }
        else if (row.startsWith(' '))
            line++;
    }
    return { changed, shown, names };
}
function addNames(names, row) {
    for (const [name] of row.matchAll(/[\p{L}_][\p{L}\p{N}_]*/gu))
        names.add(name);
}

;// CONCATENATED MODULE: ./.cache/build/why/symbol.js
/** What compilers and runtimes put into the name of a function. */
const MADE_UP = /^(?:lambda|anonymous|closure|block|in|async|new|rescue|ensure|levels|as|func\d*|MoveNext|d__\d+|b__\d+(?:_\d+)?|h[0-9a-f]{16}|_\w*|clinit|init|class|module|main|Object|Module|Function|Promise|Array)$/;
const SHORTEST = 3;
/**
 * The name that a person gave the function of a frame: `register` of `com.acme.Shop.lambda$register$0`,
 * `(*Shop).register.func1`, `shop::register::{{closure}}` and `Shop.<register>d__4.MoveNext`. undefined where
 * nobody named it.
 */
function functionName(symbol) {
    // V8 writes the method's other name behind it: `Server.handle [as onRequest]`.
    const plain = symbol.slice(0, 500).replace(/\[as [^\]]*\]|\([^()*]*\)$/g, ' ');
    const names = plain.match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? [];
    return names.findLast(name => name.length >= SHORTEST && !MADE_UP.test(name));
}

;// CONCATENATED MODULE: ./.cache/build/why/suspects.js



const MOST_SUSPECTS = 5;
/** Deeper frames are the framework that called. */
const DEEPEST_FRAME = 80;
/**
 * Changed files through which the traces lead, the best evidence first, each file once. Pure and
 * deterministic: the order of traces and files changes nothing. Nothing matches: an empty list.
 */
function suspect(traces, files) {
    const candidates = files.filter(({ status }) => status !== 'removed').map(candidateOf);
    const found = traces.flatMap(trace => trace.frames
        .slice(0, DEEPEST_FRAME)
        .flatMap((frame, depth) => clueOf(trace, frame, depth, candidates) ?? []));
    const ranked = found.toSorted(compareClues);
    const best = ranked.filter(({ file }, index) => ranked.findIndex(other => other.file === file) === index);
    return best.slice(0, MOST_SUSPECTS).map(suspicionOf);
}
function candidateOf({ path, previousPath, status, patch }) {
    const paths = previousPath === undefined ? [path] : [path, previousPath];
    return {
        path,
        isAdded: status === 'added',
        paths: paths.map(one => one.split('/')),
        patch: readPatch(patch ?? '')
    };
}
/**
 * The changed file that a frame stands in, by the longest common end of their paths. Where several files
 * share it, or little of the path is common, the patch must speak for the file as well.
 */
function clueOf(trace, frame, depth, candidates) {
    const path = pathOf(frame);
    if (path.length === 0)
        return undefined;
    const agreeing = candidates.flatMap(candidate => {
        const agreement = bestAgreement(path, candidate);
        return agreement === undefined ? [] : [{ candidate, agreement }];
    });
    const longest = Math.max(0, ...agreeing.map(({ agreement }) => agreement.length));
    const nearest = agreeing.filter(({ agreement }) => agreement.length === longest);
    const clues = nearest
        .flatMap(({ candidate, agreement }) => {
        const found = evidenceOf(frame, candidate.patch, agreement);
        const isPlain = nearest.length === 1 && !agreement.isWeak;
        return isPlain || speaksForIt(found.evidence, candidate)
            ? [{ file: candidate.path, frame, depth, trace, length: agreement.length, ...found }]
            : [];
    })
        .toSorted(compareClues);
    const [first, second] = clues;
    // Two files that are as likely as each other: naming one would be a guess.
    return second !== undefined && second.evidence === first?.evidence ? undefined : first;
}
/** Does the patch tell that it is this file, and not another of its name? */
function speaksForIt(evidence, { isAdded }) {
    return evidence === 'symbol' || (evidence !== 'file' && !isAdded);
}
function bestAgreement(path, { paths }) {
    return paths
        .flatMap(one => agree(path, one) ?? [])
        .toSorted((a, b) => b.length - a.length || Number(a.compiled) - Number(b.compiled))[0];
}
function evidenceOf({ line, symbol }, patch, { compiled }) {
    const name = symbol === undefined ? undefined : functionName(symbol);
    const named = name !== undefined && patch.names.has(name) ? { name } : {};
    if (line !== undefined && !compiled) {
        if (patch.changed.has(line))
            return { evidence: 'line', ...named };
        if (patch.shown.some(({ first, last }) => line >= first && line <= last)) {
            return { evidence: 'near', ...named };
        }
    }
    return { evidence: 'name' in named ? 'symbol' : 'file', ...named };
}
const STRENGTH = ['line', 'near', 'symbol', 'file'];
/** By evidence, then how near to where it was thrown, then by how much of the path agrees, then by name. */
function compareClues(a, b) {
    return (STRENGTH.indexOf(a.evidence) - STRENGTH.indexOf(b.evidence) ||
        a.depth - b.depth ||
        b.length - a.length ||
        suspects_compareText(a.file, b.file) ||
        suspects_compareText(a.trace.signature, b.trace.signature) ||
        suspects_compareText(a.trace.check, b.trace.check) ||
        (a.frame.line ?? 0) - (b.frame.line ?? 0));
}
/** By code units: the same on every machine. */
function suspects_compareText(a, b) {
    return a < b ? -1 : a > b ? 1 : 0;
}
function suspicionOf({ file, frame, depth, trace, evidence, name }) {
    // Of the file that it was compiled of, a line says nothing.
    const line = evidence === 'line' || evidence === 'near' ? frame.line : undefined;
    const { check, signature } = trace;
    return {
        file,
        ...(line === undefined ? {} : { line }),
        check,
        signature,
        evidence,
        sentence: sentenceOf({ file, line, depth, signature, evidence, name })
    };
}
function sentenceOf(clue) {
    const { file, line, depth, signature, evidence, name } = clue;
    const place = line === undefined ? `\`${file}\`` : `\`${file}\`, line ${line},`;
    const role = depth === 0 ? 'is where it was thrown' : `is frame ${depth + 1} of the stack trace`;
    const within = name === undefined ? '' : ` in \`${name}\``;
    return `${place} ${role}${within} (new signature \`${signature}\`); ${CHANGED[evidence]}.`;
}
const CHANGED = {
    line: 'this release changed that line',
    near: 'this release changed lines next to it',
    symbol: 'this release changed code that names it',
    file: 'this release changed that file'
};

;// CONCATENATED MODULE: ./.cache/build/why/traces.js
/** New since the deploy, whether or not they count against it. */
const NEW = new Set(['new', 'unproven', 'rare']);
/** The stack traces of the signatures that are new since the deploy, as far as they have one. */
function tracesOf({ analysis, evidence }) {
    return (analysis?.judgements ?? []).flatMap(({ check, signatures = [] }) => {
        const tracks = new Map(evidence.get(check)?.logs?.signatures.map(track => [track.id, track]));
        return signatures
            .filter(({ state }) => NEW.has(state))
            .flatMap(({ id }) => {
            const frames = tracks.get(id)?.frames ?? [];
            return frames.length === 0 ? [] : [{ check, signature: id, frames }];
        });
    });
}

;// CONCATENATED MODULE: ./.cache/build/modes/limited.js

/** The same GitHub for so many questions about the past; the next one is refused here, unasked. */
function limitRequests(github, most) {
    let asked = 0;
    const counted = (ask) => {
        asked += 1;
        if (asked <= most)
            return ask();
        const sentence = `Looking further would take more than ${most} requests to GitHub.`;
        return Promise.reject(new errors/* GitHubError */.y_(0, sentence, false));
    };
    return {
        ...github,
        deployments: (name, limit) => counted(() => github.deployments(name, limit)),
        deploymentStatuses: id => counted(() => github.deploymentStatuses(id)),
        statuses: sha => counted(() => github.statuses(sha)),
        releases: () => counted(() => github.releases()),
        tagCommit: tag => counted(() => github.tagCommit(tag)),
        tagsOf: sha => counted(() => github.tagsOf(sha)),
        commit: ref => counted(() => github.commit(ref)),
        compare: (base, head) => counted(() => github.compare(base, head)),
        commitsBetween: (base, head, page) => counted(() => github.commitsBetween(base, head, page)),
        filesOf: sha => counted(() => github.filesOf(sha)),
        commitsTouching: (path, head) => counted(() => github.commitsTouching(path, head)),
        pullRequestsOf: sha => counted(() => github.pullRequestsOf(sha))
    };
}

;// CONCATENATED MODULE: ./.cache/build/modes/investigate.js








/** GitHub answers within seconds; nobody waits longer for a hint. Milliseconds. */
const deadline = 15_000;
/** Requests to GitHub, the search for the last good release included. */
const mostRequests = 10;
/** The first few suspects are worth requests: one for the commits of a file, one for those of a commit. */
const tracedSuspects = 3;
const tracedCommits = 3;
/** Commits whose files are asked for where the comparison does not list all of them. */
const readCommits = 4;
/** Pages of commits that are read beyond the newest 250 of a comparison. */
const olderPages = 3;
const commitsOfPage = 100;
/** Looks into a failure; where nothing failed there is nothing to look into. */
function startInvestigation(session, outcome, plan) {
    if (outcome.verdict !== 'fail')
        return { soFar: () => ({}), end: Promise.resolve({}) };
    let known = {};
    const end = investigate(session, outcome, plan).then(findings => (known = findings));
    return { soFar: () => known, end };
}
/**
 * What changed since the last good release, and which of it the stack traces of new signatures lead through.
 * Asks GitHub only; never rejects. What cannot be found out is a warning.
 */
async function investigate(session, outcome, plan) {
    const { world, warnings } = session;
    const stop = new AbortController();
    const late = world.clock
        .sleep(deadline, AbortSignal.any([world.signal, stop.signal]))
        .then(() => void warnings.add('What changed is not known: GitHub took too long to say.'))
        // The signal, ours or the runner's: nobody waits any more.
        .catch(() => undefined)
        .then(() => ({}));
    const found = lookInto(session, outcome, plan).catch((error) => {
        const words = error instanceof errors/* GitHubError */.y_ ? error.message : 'a defect of Bakegate.';
        warnings.add(`What changed since the last good release is not known. ${words}`);
        if (!(error instanceof errors/* GitHubError */.y_))
            world.log.debug(String(error));
        return {};
    });
    const findings = await Promise.race([found, late]);
    stop.abort();
    return findings;
}
async function lookInto(session, outcome, plan) {
    const github = limitRequests(session.github, mostRequests);
    const base = await lastGood(session, github, plan);
    if (base === undefined)
        return {};
    const head = session.deploy.sha;
    const comparison = base.comparison ?? (await github.compare(base.sha, head));
    const changes = changesOf({ name: base.name, sha: base.sha }, comparison);
    if (changes === undefined)
        return {};
    const suspicions = await suspicionsOf(github, outcome, comparison);
    if (suspicions.length === 0)
        return { changes, suspects: [] };
    const more = await withOlder(github, base.sha, head, comparison);
    const { length } = more.commits;
    if (length < more.total) {
        session.warnings.add(`Who touched the suspects was looked for in the newest ${length} of ${more.total} commits since ${base.name}.`);
    }
    return { changes, suspects: await traceSuspects(github, suspicions, more, head) };
}
/** A comparison brings its newest commits; of the others so many pages, again the newest of them. */
async function withOlder(github, base, head, comparison) {
    const { total, commits } = comparison;
    const newest = new Set(commits.map(({ sha }) => sha));
    const last = Math.ceil((total - commits.length) / commitsOfPage);
    const older = [];
    for (let page = last; page > Math.max(0, last - olderPages); page--) {
        const read = await orNone(() => github.commitsBetween(base, head, page));
        if (read.length === 0)
            break;
        older.unshift(read.filter(({ sha }) => !newest.has(sha)));
    }
    return { ...comparison, commits: [...older.flat(), ...commits] };
}
/**
 * Of more files than a comparison lists those that nobody sees could be the ones: where nothing that is listed matches,
 * what the newest commits changed is looked at too.
 */
async function suspicionsOf(github, outcome, { compared, filesTruncated, commits }) {
    const traces = tracesOf(outcome);
    const listed = suspect(traces, compared);
    if (listed.length > 0 || !filesTruncated || traces.length === 0)
        return listed;
    const known = new Set(compared.map(({ path }) => path));
    for (const { sha } of commits.toReversed().slice(0, readCommits)) {
        const files = await orNone(() => github.filesOf(sha));
        const found = suspect(traces, files.filter(({ path }) => !known.has(path)));
        if (found.length > 0)
            return found;
    }
    return [];
}
/** The rollback's target, where there is one; else what the same evidence speaks for, whatever the rules say of it. */
async function lastGood(session, github, plan) {
    if (plan?.decision.kind === 'target') {
        const { tag, sha } = plan.decision.target;
        return baseOf(sha, tag, plan.targetFacts);
    }
    const rules = plan?.settings ?? anyRelease;
    const facts = plan?.targetFacts ?? (await gatherFacts(session, github, rules));
    const found = (0,evidence/* findByEvidence */.i)(facts, rules);
    if (found.kind !== 'candidate')
        return undefined;
    const { sha, tag, ref } = found;
    return baseOf(sha, tag ?? (0,rollback_tag/* releaseTagOf */.ni)(facts.tags.get(sha) ?? [], rules.tagPattern, ref), facts);
}
function baseOf(sha, tag, facts) {
    const comparison = facts.comparisons.get(sha);
    return {
        // A target without a tag goes by its commit.
        name: tag === undefined || tag === sha ? sha.slice(0, 12) : tag,
        sha,
        ...(comparison === undefined ? {} : { comparison })
    };
}
const anyRelease = { tagPattern: '*', refuseIfChanged: [], acceptSha: true };
/** Without `rollback:` nobody has looked yet; there is no rollback workflow whose runs could mislead. */
async function gatherFacts({ deploy, identity }, github, rules) {
    const request = { deploy, rules, workflow: '', identity };
    const before = {
        deployed: deploy,
        histories: new Map(),
        rollbackRuns: [],
        verdicts: new Map(),
        tags: new Map(),
        commits: new Map(),
        comparisons: new Map()
    };
    return (await gatherTargetFacts(github, github, request, before)).facts;
}
/** Adds the commits and pull requests. A suspect that they are not known of stays one. */
async function traceSuspects(github, suspicions, comparison, head) {
    const pulls = new Map();
    const suspects = [];
    for (const [index, suspicion] of suspicions.entries()) {
        const shas = index < tracedSuspects ? await commitsOf(github, suspicion.file, comparison, head) : [];
        for (const sha of shas) {
            if (!pulls.has(sha))
                pulls.set(sha, await pullRequestsOf(github, sha));
        }
        const requests = shas.flatMap(sha => pulls.get(sha) ?? []);
        suspects.push({
            ...suspicion,
            commits: shas
                .flatMap(sha => comparison.commits.find(it => it.sha === sha) ?? [])
                .map(changes_changeOf),
            pullRequests: [...new Map(requests.map(one => [one.number, one])).values()]
        });
    }
    return suspects;
}
/** Since the last good release, newest first. A single commit needs no question. */
async function commitsOf(github, file, { commits, total }, head) {
    const since = commits.map(({ sha }) => sha);
    if (total === 1)
        return since;
    const touching = await orNone(() => github.commitsTouching(file, head));
    return touching.filter(sha => since.includes(sha)).slice(0, tracedCommits);
}
/** The merged ones; where none is, those that are open on it. */
async function pullRequestsOf(github, sha) {
    const all = await orNone(() => github.pullRequestsOf(sha));
    const merged = all.filter(({ mergedAt }) => mergedAt !== undefined);
    const chosen = merged.length > 0 ? merged : all.filter(({ state }) => state === 'open');
    return chosen.map(({ number, title }) => ({ number, title: title.slice(0, 200) }));
}
async function orNone(ask) {
    try {
        return await ask();
    }
    catch (error) {
        if (error instanceof errors/* GitHubError */.y_)
            return [];
        throw error;
    }
}

;// CONCATENATED MODULE: ./.cache/build/modes/log-context.js


/** What the `logs` checks of a bake need of the rest of the run. */
function logContext(session, earlierDeploys = []) {
    const { world, settings, repository, accepted } = session;
    const { excerpts } = settings.report;
    return {
        redact: world.redact,
        hide: world.hide,
        excerpts: excerpts === 'redacted' || (excerpts === 'auto' && repository.private),
        accepted,
        earlierDeploys
    };
}
/** So many earlier deploys teach what every deploy prints. */
const mostDeploys = 3;
const mostLookedAt = 6;
const mostListed = 20;
/**
 * The same, with the windows after earlier deploys: what came after each of those as well is what a deploy
 * prints. One with a bad verdict on record teaches nothing: its errors would excuse the same errors now.
 */
async function learnedContext(session, frame) {
    const judgesLogs = session.settings.checks.some(check => check.kind === 'logs');
    if (!judgesLogs)
        return logContext(session);
    try {
        return logContext(session, await windowsAfterDeploys(session, frame));
    }
    catch (error) {
        if (!(error instanceof errors/* GitHubError */.y_))
            throw error;
        // It is a convenience: `deploy-noise` stands in for it.
        return logContext(session);
    }
}
async function windowsAfterDeploys({ github, deploy, identity }, frame) {
    const listed = await github.deployments(deploy.environment, mostListed);
    const earlier = listed
        .filter(({ sha, createdAt }) => sha !== deploy.sha && createdAt < frame.rolloutStart)
        .toSorted((a, b) => b.createdAt - a.createdAt);
    const length = frame.bake.end - frame.deployedAt;
    const windows = [];
    for (const deployment of earlier.slice(0, mostLookedAt)) {
        if (windows.length === mostDeploys)
            break;
        const done = await doneAt(deployment);
        if (done === undefined)
            continue;
        const end = Math.min(done + length, frame.rolloutStart);
        windows.push({ start: deployment.createdAt, end });
    }
    return windows;
    /** When it had succeeded; undefined for one that never did, or whose release was bad. */
    async function doneAt({ id, sha }) {
        const history = await github.deploymentStatuses(id);
        const success = history.find(({ state }) => state === 'success');
        if (success === undefined)
            return undefined;
        const verdict = (0,record/* readVerdict */.wk)(await github.statuses(sha), deploy, identity);
        return verdict === 'bad' ? undefined : success.createdAt;
    }
}

;// CONCATENATED MODULE: ./.cache/build/rollback/correlation.js

/** Inputs that a rollback workflow may declare beside the target. */
const CORRELATION_INPUT = 'bakegate-correlation';
const ORIGIN_INPUT = 'bakegate-origin';
/**
 * correlation = "bg-" scope "-" commit "-" random
 * scope   = 8 hexadecimal digits: what is rolled back (repository, service, environment)
 * commit  = the first 8 digits of the deployed commit
 * random  = 16 hexadecimal digits: this attempt
 * A workflow that shows it in its `run-name` lets us find the run again, and tell it from those of another
 * environment or commit.
 */
function newCorrelation(key) {
    return `${commitPrefix(key)}${(0,external_node_crypto_.randomBytes)(8).toString('hex')}`;
}
/** Of the same environment, whatever the commit; undefined where the title shows no correlation. */
function isOfScope(title, key) {
    const found = CORRELATION.exec(title);
    return found === null ? undefined : found[0].startsWith(scopePrefix(key));
}
/** Of the same environment and commit; undefined where the title shows no correlation. */
function isOfCommit(title, key) {
    const found = CORRELATION.exec(title);
    return found === null ? undefined : found[0].startsWith(commitPrefix(key));
}
const CORRELATION = /\bbg-[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{16}\b/;
function commitPrefix(key) {
    return `${scopePrefix(key)}${key.sha.slice(0, 8)}-`;
}
function scopePrefix({ repository, service, environment }) {
    const text = JSON.stringify([repository, service, environment]).toLowerCase();
    return `bg-${(0,external_node_crypto_.createHash)('sha256').update(text).digest('hex').slice(0, 8)}-`;
}

;// CONCATENATED MODULE: ./.cache/build/rollback/expression.js
/**
 * The part of GitHub's expressions that names of concurrency groups and conditions of jobs are made of. What is not
 * known, or not understood, is undefined, and so is all that depends on it.
 * https://docs.github.com/actions/reference/workflows-and-actions/expressions
 *
 *     template   = *( text / "${{" or "}}" )
 *     or         = and *( "||" and )
 *     and        = equal *( "&&" equal )
 *     equal      = unary [ ( "==" / "!=" ) unary ]
 *     unary      = *"!" primary
 *     primary    = literal / call / path / "(" or ")"
 *     call       = name "()"
 *     path       = name *( "." name / "[" string "]" )
 *     literal    = string / number / "true" / "false" / "null"
 */
/** The text that a template comes to; undefined: not known. */
function fillTemplate(template, known) {
    const parts = template.split(/(\$\{\{.*?\}\})/s);
    const texts = parts.map(part => {
        if (!part.startsWith('${{'))
            return part;
        const value = evaluate(part.slice(3, -2), known);
        return value === undefined ? undefined : asText(value);
    });
    return texts.every(text => text !== undefined) ? texts.join('') : undefined;
}
/** Whether a condition holds; undefined: not known. Its `${{ }}` may be left out. */
function isTrue(condition, known) {
    const bare = /^\s*\$\{\{(.*?)\}\}\s*$/s.exec(condition)?.[1] ?? condition;
    const value = evaluate(bare, known);
    return value === undefined ? undefined : isTruthy(value);
}
function evaluate(text, known) {
    const tokens = expression_tokensOf(text);
    if (tokens === undefined)
        return undefined;
    const reader = { tokens, at: 0, known };
    const value = readOr(reader);
    return reader.at === tokens.length ? value : undefined;
}
const TOKEN = /\s*('(?:[^']|'')*'|\|\||&&|==|!=|[!()[\].]|[A-Za-z_][\w-]*|-?\d+(?:\.\d+)?)\s*/y;
function expression_tokensOf(text) {
    const tokens = [];
    TOKEN.lastIndex = 0;
    while (TOKEN.lastIndex < text.length) {
        const token = TOKEN.exec(text)?.[1];
        if (token === undefined)
            return undefined;
        tokens.push(token);
    }
    return tokens;
}
function took(reader, ...wanted) {
    const token = reader.tokens[reader.at];
    if (token === undefined || !wanted.includes(token))
        return undefined;
    reader.at++;
    return token;
}
function readOr(reader) {
    let value = readAnd(reader);
    while (took(reader, '||')) {
        const next = readAnd(reader);
        if (value !== undefined)
            value = isTruthy(value) ? value : next;
    }
    return value;
}
function readAnd(reader) {
    let value = readEqual(reader);
    while (took(reader, '&&')) {
        const next = readEqual(reader);
        // False whatever the other side is.
        if (value === undefined)
            value = next !== undefined && !isTruthy(next) ? false : undefined;
        else
            value = isTruthy(value) ? next : value;
    }
    return value;
}
function readEqual(reader) {
    const left = readUnary(reader);
    const operator = took(reader, '==', '!=');
    if (operator === undefined)
        return left;
    const right = readUnary(reader);
    if (left === undefined || right === undefined)
        return undefined;
    return expression_areEqual(left, right) === (operator === '==');
}
function readUnary(reader) {
    if (!took(reader, '!'))
        return readPrimary(reader);
    const value = readUnary(reader);
    return value === undefined ? undefined : !isTruthy(value);
}
function readPrimary(reader) {
    if (took(reader, '(')) {
        const value = readOr(reader);
        return took(reader, ')') ? value : undefined;
    }
    const token = reader.tokens[reader.at++] ?? '';
    if (token.startsWith("'"))
        return token.slice(1, -1).replaceAll("''", "'");
    if (/^-?\d/.test(token))
        return Number(token);
    if (Object.hasOwn(expression_LITERALS, token))
        return expression_LITERALS[token];
    return /^[A-Za-z_]/.test(token) ? readPath(reader, token) : undefined;
}
const expression_LITERALS = { true: true, false: false, null: null };
function readPath(reader, first) {
    let path = first;
    for (;;) {
        if (took(reader, '.'))
            path += `.${reader.tokens[reader.at++] ?? ''}`;
        else if (took(reader, '[')) {
            path += `.${(reader.tokens[reader.at++] ?? '').slice(1, -1)}`;
            if (!took(reader, ']'))
                return undefined;
        }
        else
            break;
    }
    const isCall = took(reader, '(') !== undefined && took(reader, ')') !== undefined;
    return reader.known(`${path.toLowerCase()}${isCall ? '()' : ''}`);
}
/** Texts without regard to case; other pairs as numbers. */
function expression_areEqual(left, right) {
    if (typeof left === 'string' && typeof right === 'string') {
        return left.toLowerCase() === right.toLowerCase();
    }
    return typeof left === typeof right ? left === right : asNumber(left) === asNumber(right);
}
function asNumber(value) {
    return typeof value === 'string' && value.trim() === '' ? 0 : Number(value);
}
function isTruthy(value) {
    return value !== '' && value !== 0 && value !== false && value !== null;
}
function asText(value) {
    return value === null ? '' : String(value);
}

;// CONCATENATED MODULE: ./.cache/build/rollback/deadlock.js


/**
 * What would keep the rollback's run from ever doing its work while the gate waits for it, one sentence each. Only
 * what is certain: a group or a condition that depends on something not known here is passed over.
 */
function findDeadlocks(gate, gateJob, rollback) {
    const held = heldGroups(gate, gateJob);
    const problems = neededGroups(rollback).flatMap(needed => {
        const holder = held.find(({ name }) => name === needed.name);
        return holder === undefined ? [] : [describe(holder, needed, rollback.path)];
    });
    return [...new Set(problems)];
}
/** Whether a dispatched run would skip every one of its jobs. */
function skipsEverything({ file, known }) {
    const skipped = skippedJobs(file.jobs, known);
    return file.jobs.length > 0 && skipped.size === file.jobs.length;
}
function describe(holder, needed, path) {
    const file = path.slice(path.lastIndexOf('/') + 1);
    const both = `${needed.place} of ${file} and ${holder.place} of this gate's workflow are the same group, "${needed.name}"`;
    const remedy = `Give ${file} a concurrency group of its own: \`concurrency: {group: ${ownGroup(needed.name)}}\`.`;
    if (needed.cancels) {
        return `${both}, with cancel-in-progress: the rollback would cancel this gate, and nobody would verify the recovery. ${remedy}`;
    }
    return `${both}: the rollback would wait for the gate, which waits for the rollback. ${remedy}`;
}
function ownGroup(name) {
    return /^[\w./-]+$/.test(name) ? `rollback-${name}` : 'rollback';
}
/** Of the whole run and of our own job, which may stand in a workflow that the run's calls. */
function heldGroups(gate, gateJob) {
    const { file, known, called } = gate;
    const whole = groupsOf(file, '`concurrency`', known);
    const own = file.jobs.find(({ id, uses }) => id === gateJob && uses === '');
    if (own !== undefined)
        return [...whole, ...groupsOf(own, deadlock_placeOf(own), known)];
    const callers = file.jobs.filter(job => {
        return called.get(calledPath(job))?.jobs.some(({ id }) => id === gateJob);
    });
    const [caller, ...others] = callers;
    const inner = caller && called.get(calledPath(caller));
    // Which of several calls we are in nobody tells.
    if (caller === undefined || inner === undefined || others.length > 0)
        return whole;
    const innerKnown = knownInside(caller, inner, known);
    const innerJobs = inner.jobs.filter(({ id }) => id === gateJob);
    return [
        ...whole,
        ...groupsOf(caller, deadlock_placeOf(caller), known),
        ...groupsOf(inner, `\`concurrency\` of ${caller.uses}`, innerKnown),
        ...innerJobs.flatMap(job => groupsOf(job, `${deadlock_placeOf(job)} of ${caller.uses}`, innerKnown))
    ];
}
/** Of the whole run, its jobs, and the workflows that they call. */
function neededGroups({ file, known, called }) {
    const skipped = skippedJobs(file.jobs, known);
    const jobs = file.jobs.filter(({ id }) => !skipped.has(id));
    return [
        ...groupsOf(file, '`concurrency`', known),
        ...jobs.flatMap(job => {
            const inner = called.get(calledPath(job));
            const own = groupsOf(job, deadlock_placeOf(job), known);
            if (inner === undefined)
                return own;
            const innerKnown = knownInside(job, inner, known);
            const place = `\`concurrency\` of ${job.uses}, called by \`jobs.${job.id}\`,`;
            const parts = [inner, ...inner.jobs];
            return [...own, ...parts.flatMap(part => groupsOf(part, place, innerKnown))];
        })
    ];
}
/** GitHub does not tell the case of groups apart. */
function groupsOf({ concurrency }, place, known) {
    return concurrency.flatMap(({ group, cancels }) => {
        const name = fillTemplate(group, known)?.trim().toLowerCase();
        return name === undefined || name === '' ? [] : [{ name, cancels, place }];
    });
}
function deadlock_placeOf({ id }) {
    return `\`jobs.${id}.concurrency\``;
}
/** `./.github/workflows/deploy.yml` → `.github/workflows/deploy.yml`; '' for another repository's. */
function calledPath({ uses }) {
    return uses.startsWith('./') ? uses.slice(2) : '';
}
/** A job whose `if` is false, and one that needs a skipped job and does not ask for a status itself. */
function skippedJobs(jobs, known) {
    const skipped = new Set();
    const atStart = path => (STATUS.has(path) ? STATUS.get(path) : known(path));
    let before = -1;
    while (skipped.size > before) {
        before = skipped.size;
        for (const { id, condition, needs } of jobs) {
            const follows = !asksStatus(condition) && needs.some(other => skipped.has(other));
            const isFalse = condition !== '' && isTrue(condition, atStart) === false;
            if (follows || isFalse)
                skipped.add(id);
        }
    }
    return skipped;
}
/** While nothing has failed. */
const STATUS = new Map([
    ['always()', true],
    ['success()', true],
    ['failure()', false],
    ['cancelled()', false]
]);
/** Without one of these GitHub runs a job only where all that it needs succeeded. */
function asksStatus(condition) {
    return /\b(always|failure|cancelled)\s*\(/.test(condition);
}
function gateKnows(run, path, { name }) {
    const isDispatch = run.event === 'workflow_dispatch';
    const inputs = new Map(Object.entries(run.dispatchInputs).map(([key, value]) => [key.toLowerCase(), value]));
    return deadlock_knownOf(new Map([
        ...shared(run.repository),
        ['github.workflow', name || path],
        ['github.event_name', run.event],
        ['github.ref', run.ref],
        ['github.ref_name', run.ref.replace(/^refs\/(heads|tags)\//, '')],
        ['github.sha', run.sha],
        ['github.run_id', '(the run of the gate)'],
        ['github.run_number', '(the run of the gate)']
    ]), input => (isDispatch ? (inputs.get(input) ?? null) : null));
}
/** What is known of the run that a dispatch of `rollback` would make. */
function rollbackKnows(target, path, { name, inputs }) {
    const declared = byLowerName(inputs ?? new Map());
    // Not known before the dispatch, or of one run only.
    const sent = [target.input, CORRELATION_INPUT, ORIGIN_INPUT].map(it => it.toLowerCase());
    return deadlock_knownOf(new Map([
        ...shared(target.repository),
        ['github.workflow', name || path],
        ['github.event_name', 'workflow_dispatch'],
        ...(target.isBranch ? [['github.ref', `refs/heads/${target.ref}`]] : []),
        ['github.ref_name', target.ref],
        ['github.run_id', '(the run of the rollback)'],
        ['github.run_number', '(the run of the rollback)']
    ]), input => (sent.includes(input) ? undefined : defaultOf(declared.get(input))));
}
function shared(repository) {
    const [owner = '', name = ''] = repository.split('/');
    return [
        ['github.repository', repository],
        ['github.repository_owner', owner],
        ['github.event.repository.name', name]
    ];
}
/** `vars` are the same in both runs, whatever they are: their name stands for them. */
function deadlock_knownOf(values, inputOf) {
    return path => {
        const input = /^(?:github\.event\.)?inputs\.([^.]+)$/.exec(path)?.[1];
        if (input !== undefined)
            return inputOf(input);
        return path.startsWith('vars.') ? `(${path})` : values.get(path);
    };
}
/** Inside a called workflow: `inputs` are what the caller gives, everything else is the caller's. */
function knownInside(caller, inner, known) {
    const declared = byLowerName(inner.callInputs);
    const given = new Map(Object.entries(caller.with).map(([name, text]) => [name.toLowerCase(), text]));
    return path => {
        const input = /^inputs\.([^.]+)$/.exec(path)?.[1];
        if (input === undefined)
            return known(path);
        const text = given.get(input);
        return text === undefined ? defaultOf(declared.get(input)) : fillTemplate(text, known);
    };
}
function byLowerName(inputs) {
    return new Map([...inputs].map(([name, input]) => [name.toLowerCase(), input]));
}
/** null for an input that nobody fills: it reads as nothing. */
function defaultOf(input) {
    const value = input?.default;
    if (typeof value === 'string' || typeof value === 'number')
        return value;
    if (typeof value === 'boolean')
        return value;
    return input?.type === 'boolean' ? false : null;
}

;// CONCATENATED MODULE: ./.cache/build/rollback/wiring.js

/**
 * What in the gate's own workflow would keep a rollback from happening, or make it happen twice: the jobs after the
 * gate and what they need. One sentence each, with the line to add.
 */
function findMiswiring(wiring) {
    const { file, mode, job: id } = wiring;
    const own = file.jobs.find(job => job.id === id && job.uses === '');
    // In a workflow that another one calls, the jobs around the call are not ours to judge.
    if (own === undefined)
        return [];
    if (mode === 'analyze')
        return rollbackJobs(file).flatMap(it => problemsOfSecond(file, own, it));
    return [
        ...(wiring.hasOwnToken ? [] : missingPermission(file, own, wiring_stepOf(own, mode))),
        ...secondRollback(wiring, own)
    ];
}
function rollbackJobs({ jobs }) {
    return jobs.flatMap(job => {
        const step = wiring_stepOf(job, 'rollback');
        return step === undefined ? [] : [{ job, step }];
    });
}
/** Our step in a job, by its mode; `gate` is what it is without one. */
function wiring_stepOf({ steps }, mode) {
    return steps.find(({ uses, with: given }) => /(^|\/)bakegate(@|$)|^\.\/?$/.test(uses) && (given['mode'] ?? 'gate') === mode);
}
/** Of the job that is to roll back what `analysis` finds bad. */
function problemsOfSecond(file, analysis, { job, step }) {
    return [
        ...neverStarts(analysis, job),
        ...lostAnalysis(analysis, job, step),
        ...missingPermission(file, job, step)
    ];
}
/** A job runs only where all that it needs succeeded, and an analysis that finds a bad release fails. */
function neverStarts(analysis, { id, needs, condition }) {
    const place = `\`jobs.${id}\``;
    if (needs.includes(analysis.id) && !asksStatus(condition)) {
        return [
            `${place} would be skipped when the analysis fails, so nothing would be rolled back. Write \`if: failure() && needs.${analysis.id}.result == 'failure'\` in it.`
        ];
    }
    const isForgiven = analysis.isForgiven || wiring_stepOf(analysis, 'analyze')?.isForgiven === true;
    const waitsForFailure = /\bfailure\s*\(/.test(condition) || /\.result\s*==\s*'failure'/.test(condition);
    if (!isForgiven || !waitsForFailure)
        return [];
    return [
        `${place} waits for a failure, and \`continue-on-error\` in \`jobs.${analysis.id}\` hides it. Remove continue-on-error there.`
    ];
}
/** needs.<job>.outputs.<name>, or with brackets. */
const NEEDED = /\bneeds(?:\.([\w-]+)|\['([\w-]+)'\])\.outputs(?:\.([\w-]+)|\['([\w-]+)'\])/;
const FROM_STEP = /\bsteps(?:\.([\w-]+)|\['([\w-]+)'\])\.outputs(?:\.([\w-]+)|\['([\w-]+)'\])/;
function lostAnalysis(analysis, { id, needs }, step) {
    const told = (line, place) => `\`jobs.${id}\` would be given no analysis, and refuse to roll back. Write \`${line}\` in ${place}.`;
    const text = step.with['analysis'] ?? '';
    const found = NEEDED.exec(text);
    if (text.trim() === '') {
        const line = `analysis: \${{ needs.${analysis.id}.outputs.result }}`;
        return [told(line, `the \`with\` of its step`)];
    }
    if (found === null)
        return [];
    const [source, name] = [found[1] ?? found[2] ?? '', found[3] ?? found[4] ?? ''];
    if (!needs.includes(source)) {
        return [told(`needs: [${[...needs, source].join(', ')}]`, `\`jobs.${id}\``)];
    }
    return source === analysis.id ? lostOutput(analysis, name, told) : [];
}
function lostOutput(analysis, name, told) {
    const own = wiring_stepOf(analysis, 'analyze');
    const place = `\`jobs.${analysis.id}\``;
    const step = own?.id || 'bakegate';
    const output = analysis.outputs[name];
    if (output === undefined) {
        return [told(`outputs: {${name}: "\${{ steps.${step}.outputs.result }}"}`, place)];
    }
    const from = FROM_STEP.exec(output);
    const source = from?.[1] ?? from?.[2];
    const isThere = source === undefined || analysis.steps.some(({ id }) => id === source);
    return isThere ? [] : [told(`id: ${source}`, `the step with mode: analyze of ${place}`)];
}
function missingPermission(file, { id, permissions }, step) {
    // A token of its own has permissions that no file tells.
    if (step === undefined)
        return [];
    const token = `${step.with['rollback-token'] ?? ''}${step.with['github-token'] ?? ''}`;
    const isOther = token !== '' && !/^\$\{\{\s*(secrets\.GITHUB_TOKEN|github\.token)\s*\}\}$/.test(token);
    if (isOther || mayDispatch(permissions ?? file.permissions))
        return [];
    return [
        `\`jobs.${id}\` is not permitted to dispatch, so a rollback would be \`not-permitted\`. Write \`actions: write\` in its \`permissions\`.`
    ];
}
function mayDispatch(permissions) {
    if (permissions === undefined)
        return true;
    if (typeof permissions === 'string')
        return permissions === 'write-all';
    return permissions['actions'] === 'write';
}
/** A recovered rollback is red: a job that calls the same workflow on a failure would roll back once more. */
function secondRollback({ file, workflow }, own) {
    return file.jobs
        .filter(({ uses }) => uses.split('@')[0]?.endsWith(`/${workflow}`) === true)
        .filter(({ needs, condition }) => needs.includes(own.id) && /\b(always|failure)\s*\(/.test(condition))
        .map(({ id }) => `\`jobs.${id}\` calls ${workflow} after this gate has failed, and this gate dispatches it itself: it would roll back twice. Remove that job, or set \`mode: analyze\` in the step of \`jobs.${own.id}\`.`);
}

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
;// CONCATENATED MODULE: ./.cache/build/rollback/workflow-file.js

function readWorkflowFile(source) {
    const document = (0,dist/* parseDocument */.Tp)(source, { logLevel: 'silent' });
    const [error] = document.errors;
    if (error !== undefined) {
        return { ...workflowOf({}), problem: error.message.split('\n', 1)[0] ?? '' };
    }
    try {
        return workflowOf(fieldsOf(document.toJS({ maxAliasCount: MOST_ALIASES })));
    }
    catch (problem) {
        if (!(problem instanceof ReferenceError))
            throw problem;
        return { ...workflowOf({}), problem: 'its aliases stand for too much' };
    }
}
/** Enough for anchors that people write, too few for a file that is made to grow. */
const MOST_ALIASES = 100;
function workflowOf(root) {
    return {
        name: textOf(root['name']),
        runName: textOf(root['run-name']),
        inputs: inputsOf(root['on'], 'workflow_dispatch'),
        callInputs: inputsOf(root['on'], 'workflow_call') ?? new Map(),
        concurrency: concurrencyOf(root['concurrency']),
        permissions: permissionsOf(root['permissions']),
        jobs: Object.entries(fieldsOf(root['jobs'])).map(([id, job]) => jobOf(id, fieldsOf(job)))
    };
}
function jobOf(id, job) {
    const { needs, steps } = job;
    return {
        id,
        needs: [needs].flat().filter(it => typeof it === 'string'),
        condition: textOf(job['if']),
        concurrency: concurrencyOf(job['concurrency']),
        permissions: permissionsOf(job['permissions']),
        uses: textOf(job['uses']),
        with: textsOf(job['with']),
        outputs: textsOf(job['outputs']),
        isForgiven: job['continue-on-error'] === true,
        steps: (Array.isArray(steps) ? steps : []).map(step => workflow_file_stepOf(fieldsOf(step)))
    };
}
function workflow_file_stepOf(step) {
    return {
        id: textOf(step['id']),
        uses: textOf(step['uses']),
        with: textsOf(step['with']),
        isForgiven: step['continue-on-error'] === true
    };
}
function inputsOf(on, event) {
    if (on === event)
        return new Map();
    if (Array.isArray(on))
        return on.includes(event) ? new Map() : undefined;
    const events = fieldsOf(on);
    if (!Object.hasOwn(events, event))
        return undefined;
    const inputs = fieldsOf(fieldsOf(events[event])['inputs']);
    return new Map(Object.entries(inputs).map(([name, input]) => [name, inputOf(fieldsOf(input))]));
}
function inputOf(input) {
    return {
        type: textOf(input['type']) || 'string',
        required: input['required'] === true,
        default: input['default'] ?? undefined
    };
}
function concurrencyOf(value) {
    const group = typeof value === 'string' ? value : fieldsOf(value)['group'];
    if (typeof group !== 'string')
        return [];
    return [{ group, cancels: fieldsOf(value)['cancel-in-progress'] === true }];
}
function permissionsOf(value) {
    if (typeof value === 'string')
        return value;
    return value === undefined ? undefined : fieldsOf(value);
}
function textsOf(value) {
    const texts = Object.entries(fieldsOf(value)).map(([name, it]) => [name, textOf(it)]);
    return Object.fromEntries(texts);
}
/** YAML reads `true` and `1` as what they look like; a workflow means their text. */
function textOf(value) {
    return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : '';
}
function fieldsOf(value) {
    const isFields = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isFields ? value : {};
}

;// CONCATENATED MODULE: ./.cache/build/rollback/preflight.js





/** Called workflows that are read: each costs a request. */
const MOST_CALLED = 3;
/**
 * Checks before the bake that the rollback workflow can be dispatched with what we are going to send, and that
 * nothing in it or in the gate's own workflow keeps it from running while the gate waits. Three requests, and one
 * more for each workflow that those two call.
 *
 * Rejects with ConfigError `workflow-not-dispatchable` that names every problem found, and with GitHubError
 * when GitHub does not answer. What the token may not read is a warning, and nothing is then known to be
 * declared.
 */
async function preflightRollback(github, rollback, { defaultBranch, own }) {
    const ref = rollback.ref ?? defaultBranch;
    try {
        const { path, file } = await findWorkflow(github, rollback, ref);
        const problems = findProblems(file, rollback);
        if (problems.length > 0)
            throw notDispatchable(rollback, problems);
        const declares = readDeclared(file);
        const warnings = [
            ...warnOfTitle(declares, rollback.workflow),
            ...(await warnOfRuns({ github, rollback, ref, isBranch: ref === defaultBranch }, path, file, own))
        ];
        return { declares, warnings, ref };
    }
    catch (error) {
        if (!(error instanceof errors/* GitHubError */.y_) || error.status !== 403)
            throw error;
        const warning = `${rollback.workflow} could not be checked before the bake. ${error.message}`;
        return {
            declares: { correlation: false, origin: false, title: false },
            warnings: [warning],
            ref
        };
    }
}
async function findWorkflow(github, rollback, ref) {
    const workflow = await github.workflow(rollback.workflow);
    if (workflow === undefined)
        throw missing(rollback, ref);
    if (workflow.state !== 'active')
        throw inactive(rollback, workflow.state);
    const path = workflow.path || `.github/workflows/${rollback.workflow}`;
    const source = await github.file(path, ref);
    if (source === undefined)
        throw missing(rollback, ref);
    return { path, file: readWorkflowFile(source) };
}
/** What the files say of the two runs that wait for each other. */
async function warnOfRuns({ github, rollback, ref, isBranch }, path, file, own) {
    const isElsewhere = rollback.repository !== undefined;
    const repository = rollback.repository ?? own?.repository ?? '';
    const target = { repository, ref, isBranch, input: rollback.input };
    const side = {
        path,
        file,
        known: rollbackKnows(target, path, file),
        called: await readCalled(github, file, ref)
    };
    const skipped = skipsEverything(side) ? [skipsAll(rollback)] : [];
    if (own === undefined)
        return skipped;
    const isSame = !isElsewhere && own.path === path;
    const ownFile = isSame ? file : await readOwn(own);
    if (ownFile === undefined)
        return skipped;
    const { workflow } = rollback;
    const { job, mode, hasOwnToken } = own;
    const miswired = findMiswiring({ file: ownFile, job, mode, workflow, hasOwnToken });
    // A group is one repository's.
    if (isElsewhere)
        return [...skipped, ...miswired];
    const isDirect = ownFile.jobs.some(({ id }) => id === job);
    const gate = {
        path: own.path,
        file: ownFile,
        known: gateKnows(own, own.path, ownFile),
        called: isDirect ? new Map() : await readCalled(own.github, ownFile, own.at)
    };
    return [...skipped, ...miswired, ...findDeadlocks(gate, job, side)];
}
async function readOwn({ github, path, at }) {
    const source = await github.file(path, at);
    return source === undefined ? undefined : readWorkflowFile(source);
}
async function readCalled(github, { jobs }, ref) {
    const paths = [...new Set(jobs.map(calledPath))].filter(path => path !== '');
    const read = paths.slice(0, MOST_CALLED).map(async (path) => {
        const source = await github.file(path, ref);
        return source === undefined ? [] : [[path, readWorkflowFile(source)]];
    });
    return new Map((await Promise.all(read)).flat());
}
function findProblems({ inputs, problem }, rollback) {
    if (problem !== undefined)
        return [`it is not valid YAML: ${problem}`];
    if (inputs === undefined)
        return ['it has no `workflow_dispatch` trigger. Add it under `on:`'];
    const problems = [];
    const target = inputs.get(rollback.input);
    if (target === undefined) {
        const names = [...inputs.keys()].join(', ') || 'none';
        problems.push(`it declares no input "${rollback.input}" (it has: ${names}). Declare it, or set rollback.input`);
    }
    else if (target.type !== 'string' && target.type !== 'choice') {
        problems.push(`its input "${rollback.input}" is of type ${target.type}. Make it a string`);
    }
    const sent = new Set([rollback.input, CORRELATION_INPUT, ORIGIN_INPUT]);
    for (const [name, input] of inputs) {
        if (input.required && input.default === undefined && !sent.has(name)) {
            problems.push(`its input "${name}" is required and we do not send it. Give it a default`);
        }
    }
    return problems;
}
function readDeclared({ inputs, runName }) {
    const correlation = inputs?.has(CORRELATION_INPUT) === true;
    const shown = new RegExp(`inputs(\\.${CORRELATION_INPUT}|\\['${CORRELATION_INPUT}'\\])`);
    return {
        correlation,
        origin: inputs?.has(ORIGIN_INPUT) === true,
        title: correlation && shown.test(runName)
    };
}
function warnOfTitle({ correlation, title }, workflow) {
    if (!correlation) {
        return [
            `${workflow} declares no input ${CORRELATION_INPUT}: a dispatch whose answer is lost cannot be found again and is not repeated.`
        ];
    }
    if (title)
        return [];
    return [
        `${workflow} does not show inputs.${CORRELATION_INPUT} in its run-name: a dispatch whose answer is lost cannot be found again and is not repeated.`
    ];
}
function skipsAll({ workflow }) {
    return `Every job of ${workflow} is skipped when it is dispatched, so nothing would be rolled back. Correct the \`if\` of its jobs.`;
}
function missing({ workflow, repository }, ref) {
    const where = repository === undefined ? ref : `${ref} of ${repository}`;
    return problem(`there is no workflow .github/workflows/${workflow} on ${where}. Create it there, or set rollback.workflow`);
}
function inactive({ workflow }, state) {
    return problem(`${workflow} is ${state}. Enable it under Actions in the repository`);
}
function notDispatchable({ workflow }, problems) {
    return problem(...problems.map(text => `${workflow} cannot be dispatched: ${text}`));
}
function problem(...messages) {
    return new errors/* ConfigError */.xL('workflow-not-dispatchable', messages.map(message => ({ path: 'rollback.workflow', message: `${message}.` })));
}

// EXTERNAL MODULE: ./.cache/build/ids.js
var ids = __webpack_require__(8961);
;// CONCATENATED MODULE: ./.cache/build/rollback/claim.js



/** A listing may lag behind a write: nothing is concluded from one read sooner than this. */
const SETTLE = 3_000;
/** Reads until our own claim must have shown up. */
const READS = 5;
const WRITES = 3;
/** The claim that stands, if any: the oldest one that was not released by its own claimant. */
function standingClaim(statuses, scope) {
    const context = (0,record/* claimContext */.aR)(scope);
    const marks = statuses.filter(status => (0,record/* isContext */.aE)(status, context));
    return marks
        .filter(isClaim)
        .filter(claim => !marks.some(mark => isReleaseOf(mark, claim)))
        .toSorted((a, b) => (0,ids/* compareIds */.q)(a.id, b.id))[0];
}
/** Writes our claim and reads the claims back. Rejects with the signal's reason only. */
async function claimRollback(world, claimant, tag) {
    const failed = await writeClaim(world, claimant, tag);
    if (failed !== undefined)
        return failed;
    let message = 'it does not show up on the commit';
    for (let read = 0; read < READS; read++) {
        await world.clock.sleep(SETTLE, world.signal);
        try {
            const statuses = await world.github.statuses(claimant.sha);
            const standing = standingClaim(statuses, claimant.scope);
            if (standing !== undefined && !isOurs(standing, claimant)) {
                await releaseClaim(world, claimant, 'another run holds it');
                return { kind: 'lost', by: standing };
            }
            if (standing !== undefined)
                return { kind: 'won' };
        }
        catch (error) {
            if (!(error instanceof errors/* GitHubError */.y_))
                throw error;
            message = error.message;
        }
    }
    return { kind: 'unknown', message };
}
/** Gives our claim up, where certainly no run came of it. A failure to do so only warns. */
async function releaseClaim({ github, log }, claimant, reason) {
    try {
        await github.createStatus(claimant.sha, {
            state: 'error',
            context: (0,record/* claimContext */.aR)(claimant.scope),
            description: claim_describe(`${RELEASED}${reason}`, claimant),
            targetUrl: claimant.run.url
        });
    }
    catch (error) {
        if (!(error instanceof errors/* GitHubError */.y_))
            throw error;
        log.warning(`The claim could not be released; later runs will refuse. ${error.message}`);
    }
}
/** A repeated claim of the same claimant does no harm, so a lost answer is simply written again. */
async function writeClaim({ github, clock, signal }, claimant, tag) {
    const { run } = claimant;
    const words = `Rollback to ${tag.slice(0, 40)} claimed by run ${run.id} attempt ${run.attempt}`;
    const status = {
        state: 'failure',
        context: (0,record/* claimContext */.aR)(claimant.scope),
        description: claim_describe(words, claimant),
        targetUrl: run.url
    };
    for (let attempt = 1;; attempt++) {
        try {
            await github.createStatus(claimant.sha, status);
            return undefined;
        }
        catch (error) {
            if (!(error instanceof errors/* GitHubError */.y_))
                throw error;
            const { status: code, message } = error;
            if (code === 403 || code === 404)
                return { kind: 'not-permitted', message };
            if (attempt === WRITES)
                return { kind: 'unknown', message };
            await clock.sleep(attempt * 2_000, signal);
        }
    }
}
const RELEASED = 'Claim released: ';
function claim_describe(words, { correlation }) {
    const mark = ` [${correlation}]`;
    return `${(0,record/* clip */.$Q)(words).slice(0, 140 - mark.length)}${mark}`;
}
function isClaim(status) {
    return !status.description.startsWith(RELEASED) && correlationOf(status) !== undefined;
}
function isReleaseOf(mark, claim) {
    return (mark.description.startsWith(RELEASED) &&
        mark.creator === claim.creator &&
        correlationOf(mark) === correlationOf(claim));
}
function isOurs(status, { correlation }) {
    return correlationOf(status) === correlation;
}
function correlationOf({ description }) {
    return /\[([^\]]+)\]$/.exec(description)?.[1];
}

;// CONCATENATED MODULE: ./.cache/build/rollback/dispatch.js


/** Looks after a lost answer, in milliseconds: together no more than 30 s. */
const LOOKS = [2_000, 4_000, 8_000, 15_000];
/** Where nothing was sent, or GitHub asked us to slow down. */
const PATIENCE = [5_000, 20_000];
/** GitHub's clock and ours may differ by so much. */
const SKEW = 120_000;
/**
 * Starts the workflow once. A dispatch whose answer was lost is sent again only after a look for our
 * correlation id found no run, where the workflow shows it; otherwise it never is. Rejects with the signal's reason, and then nothing
 * was started.
 */
async function dispatchRollback(world, dispatch) {
    const since = world.clock.now() - SKEW;
    world.signal.throwIfAborted();
    const first = await send(world, dispatch);
    if (first.kind !== 'lost')
        return settled(first, world, dispatch, since);
    const found = await findRun(world, dispatch, since);
    if (found.kind === 'run')
        return found;
    const maySendAgain = found.kind === 'no-run' && dispatch.isShown && !world.signal.aborted;
    if (!maySendAgain)
        return unknown(first.sentence, dispatch);
    const second = await send(world, dispatch).catch((error) => {
        // Cancelled while it waited: that nothing was started is likely by now, but not certain.
        if (world.signal.aborted && error === world.signal.reason)
            return first;
        throw error;
    });
    // A refusal of the second says nothing about the first.
    if (second.kind === 'rejected')
        return unknown(`${first.sentence} ${second.sentence}`, dispatch);
    if (second.kind !== 'lost')
        return settled(second, world, dispatch, since);
    const late = await findRun(world, dispatch, since);
    return late.kind === 'run' ? late : unknown(second.sentence, dispatch);
}
/** One dispatch; it is repeated only where it certainly had no effect and the reason passes. */
async function send({ github, clock, signal }, dispatch) {
    for (let attempt = 0;; attempt++) {
        try {
            const run = await github.dispatch(dispatch.workflow, dispatch.ref, dispatch.inputs);
            return run === undefined ? { kind: 'accepted' } : { kind: 'run', ...run };
        }
        catch (error) {
            if (!(error instanceof errors/* GitHubError */.y_))
                throw error;
            if (error.mayHaveHappened)
                return { kind: 'lost', sentence: error.message };
            const passes = error.status === 0 || error.status === 429;
            const wait = passes ? PATIENCE[attempt] : undefined;
            if (wait === undefined)
                return rejected(error);
            await clock.sleep(wait, signal);
        }
    }
}
/** A server that answers without the run's id leaves it to be found. */
async function settled(sent, world, dispatch, since) {
    if (sent.kind !== 'accepted')
        return sent;
    const found = await findRun(world, dispatch, since);
    if (found.kind === 'run')
        return found;
    return unknown('GitHub accepted the dispatch without naming the run.', dispatch, true);
}
/** A few looks for the run with our correlation id in its title. Once cancelled, one more look and no wait. */
async function findRun({ github, clock, signal }, { workflow, correlation }, since) {
    if (correlation === undefined)
        return { kind: 'unknown' };
    let answered = false;
    for (const wait of LOOKS) {
        const cancelled = await clock.sleep(wait, signal).then(() => false, () => true);
        try {
            const runs = await github.dispatchedRuns(workflow, since);
            answered = true;
            const run = ownRun(runs, correlation);
            if (run !== undefined)
                return { kind: 'run', runId: run.id, url: run.url };
        }
        catch (error) {
            if (!(error instanceof errors/* GitHubError */.y_))
                throw error;
            answered = false;
        }
        if (cancelled)
            return { kind: 'unknown' };
    }
    return { kind: answered ? 'no-run' : 'unknown' };
}
/** The oldest, should there be two: the other one waits behind it. */
function ownRun(runs, correlation) {
    return runs
        .filter(run => run.title.includes(correlation))
        .toSorted((a, b) => (0,ids/* compareIds */.q)(a.id, b.id))[0];
}
function rejected(error) {
    const sentence = error.message;
    if (error.status === 401)
        return { kind: 'rejected', code: 'token-expired', sentence };
    if (error.status === 403 || error.status === 404) {
        return {
            kind: 'rejected',
            code: 'not-permitted',
            sentence: `${sentence} For a workflow in another repository rollback-token must be a token of an App installed there.`
        };
    }
    return { kind: 'rejected', code: 'dispatch-rejected', sentence };
}
function unknown(sentence, { workflow, correlation }, accepted = false) {
    const remedy = correlation === undefined
        ? `Look for a new run of ${workflow} by hand; let the workflow declare bakegate-correlation and show it in its run-name, then it is found.`
        : `Look for a run of ${workflow} with ${correlation} in its title.`;
    return { kind: 'unknown', accepted, sentence: `${sentence} ${remedy}` };
}

;// CONCATENATED MODULE: ./.cache/build/rollback/follow.js

/** A run is not visible at once everywhere. */
const follow_INVISIBLE = 60_000;
/**
 * Polls the run until it ends, or one of the deadlines passes; a run is never cancelled by us. Answers of 5xx
 * and lost ones are waited out. About 90 requests for a run of 30 minutes. Never rejects with a GitHubError;
 * an aborted signal ends it with status `dispatched`.
 */
async function followRun(world, follow) {
    const { dispatchedAt } = follow;
    let state = {
        standing: undefined,
        since: dispatchedAt,
        freeSince: dispatchedAt,
        startedAt: undefined,
        notDoneAt: undefined
    };
    for (let poll = 0;; poll++) {
        try {
            await world.clock.sleep(pollDelay(poll, world.clock.now() - follow.dispatchedAt), world.signal);
        }
        catch {
            return follow_stopped('dispatched', undefined, state, `It was still going on when we were cancelled.`);
        }
        const seen = await look(world, follow);
        if (seen.kind === 'refused')
            return follow_stopped('dispatched', seen.code, state, seen.sentence);
        const now = world.clock.now();
        if (seen.kind === 'run')
            state = watch(state, seen.run, now);
        const end = seen.kind === 'run' && seen.run.status === 'completed'
            ? ended(seen.run, completedAt(seen.run, state, follow, now))
            : undefined;
        const result = end ?? overdue(state, follow, seen.kind, now);
        if (result !== undefined)
            return result;
    }
}
async function look({ github, clock }, { runId, dispatchedAt }) {
    try {
        const run = await github.run(runId);
        return run === undefined
            ? { kind: 'missing' }
            : { kind: 'run', run: notBefore(dispatchedAt, run, clock.now()) };
    }
    catch (error) {
        if (!(error instanceof errors/* GitHubError */.y_))
            throw error;
        const sentence = `The run goes on unwatched. ${error.message}`;
        if (error.status === 401)
            return { kind: 'refused', code: 'token-expired', sentence };
        if (error.status === 403)
            return { kind: 'refused', code: 'not-permitted', sentence };
        return { kind: 'no-answer' };
    }
}
/** GitHub's clock and ours may differ by so much. */
const follow_SKEW = 120_000;
/**
 * GitHub cuts its instants to whole seconds; nothing of a run happened before its dispatch. A run whose
 * newest instant lies long before it tells no time: it happened by now.
 */
function notBefore(dispatchedAt, run, now) {
    const started = run.startedAt;
    return {
        ...run,
        ...(started === undefined ? {} : { startedAt: Math.max(started, dispatchedAt) }),
        updatedAt: run.updatedAt < dispatchedAt - follow_SKEW ? now : Math.max(run.updatedAt, dispatchedAt)
    };
}
/** Quick at first, since many rollbacks take seconds; then no faster than every 10 s, and slower with time. */
function pollDelay(poll, elapsed) {
    const quick = [2_000, 3_000, 5_000][poll];
    if (quick !== undefined)
        return quick;
    if (elapsed < 3 * 60_000)
        return 10_000;
    return elapsed < 10 * 60_000 ? 15_000 : 30_000;
}
function watch(state, run, now) {
    const startedAt = state.startedAt ?? (hasStarted(run) ? (run.startedAt ?? now) : undefined);
    const same = state.standing === run.status;
    const wasWaiting = state.standing === 'waiting' && !same;
    return {
        standing: run.status,
        since: same ? state.since : now,
        freeSince: wasWaiting ? now : state.freeSince,
        startedAt,
        notDoneAt: run.status === 'completed' ? state.notDoneAt : now
    };
}
/**
 * Never before a look at which it had not ended, whatever its instants say: recovery is judged on data newer
 * than this. A run that was never seen going on, and whose newest instant is that of its creation, tells no
 * time: it ended by now.
 */
function completedAt(run, { notDoneAt }, { dispatchedAt }, now) {
    if (notDoneAt !== undefined)
        return Math.max(run.updatedAt, notDoneAt);
    return run.updatedAt <= Math.max(run.createdAt, dispatchedAt) ? now : run.updatedAt;
}
function hasStarted(run) {
    return run.status === 'in_progress' || run.status === 'completed';
}
function ended(run, completedAt) {
    const times = {
        ...(run.startedAt === undefined ? {} : { startedAt: run.startedAt }),
        completedAt
    };
    const conclusion = run.conclusion ?? 'none';
    if (conclusion === 'success') {
        return { status: 'succeeded', sentence: 'The rollback run succeeded.', ...times };
    }
    const sentence = `The rollback run ended with conclusion ${conclusion}. Read its log: ${run.url}`;
    return { status: 'failed', code: CONCLUSIONS[conclusion] ?? 'run-failed', sentence, ...times };
}
/** Only `success` is success; everything not listed is `run-failed`, and the sentence names it. */
const CONCLUSIONS = {
    cancelled: 'run-cancelled',
    timed_out: 'run-timed-out'
};
/** The deadline that has passed, if any. Without an answer nothing is concluded but that time is up. */
function overdue(state, follow, seen, now) {
    const elapsed = now - follow.dispatchedAt;
    if (seen === 'run' && state.standing === 'waiting') {
        if (now - state.since >= follow.startTimeout) {
            const sentence = `The rollback run waits for an approval of its environment. Approve it: ${follow.url}`;
            return follow_stopped('dispatched', 'waiting-approval', state, sentence);
        }
    }
    else if (seen !== 'no-answer' && state.startedAt === undefined) {
        const patience = state.standing === undefined ? follow_INVISIBLE : follow.startTimeout;
        // What a person took to approve it is not the runner's.
        const waited = now - state.freeSince;
        if (waited >= Math.min(patience, follow.startTimeout))
            return notStarted(state, follow, waited);
    }
    if (elapsed < follow.timeout)
        return undefined;
    const sentence = `The rollback run was not done after ${minutes(follow.timeout)} and is left alone. Watch it: ${follow.url}`;
    return follow_stopped('dispatched', 'run-timed-out', state, sentence);
}
function notStarted(state, { url }, elapsed) {
    const waited = minutes(elapsed);
    if (state.standing === 'pending') {
        const sentence = `The rollback run has been pending for ${waited}: its concurrency group is held by another run, perhaps this one. Give the rollback workflow a group of its own: ${url}`;
        return follow_stopped('failed', 'concurrency-deadlock', state, sentence);
    }
    const sentence = `The rollback run did not start within ${waited} (${state.standing ?? 'not visible'}). Is there a runner for it? ${url}`;
    return follow_stopped('failed', 'not-started', state, sentence);
}
function follow_stopped(status, code, { startedAt }, sentence) {
    return {
        status,
        ...(code === undefined ? {} : { code }),
        sentence,
        ...(startedAt === undefined ? {} : { startedAt })
    };
}
function minutes(ms) {
    return ms < 60_000 ? `${Math.round(ms / 1000)} s` : `${Math.round(ms / 60_000)} min`;
}

;// CONCATENATED MODULE: ./.cache/build/rollback/guards.js





const HOUR = 60 * 60_000;
/** Newer deployments are few; what is older than these does not matter. */
const NEWEST_DEPLOYMENTS = 10;
/** Needs nothing but the request. */
function refuseByPolicy({ isRollback, evidenceKinds, settings }) {
    if (isRollback) {
        const sentence = 'This run is itself a rollback, and a rollback is never rolled back by us.';
        return { code: 'is-rollback', sentence };
    }
    const allowed = {
        metrics: true,
        'logs-counts': settings.logsMayRollback !== 'never',
        'logs-signatures': settings.logsMayRollback === 'always'
    };
    if (evidenceKinds.length === 0 || evidenceKinds.some(kind => allowed[kind]))
        return undefined;
    return {
        code: 'logs-only',
        sentence: `Only log lines speak against the release, and rollback.logs-may-rollback is ${settings.logsMayRollback}: whoever can make the service log a line could force a downgrade.`
    };
}
/** A look before the other guards, so that a second gate names the run that was first. */
async function refuseIfClaimed({ github }, { deploy }) {
    try {
        const claim = standingClaim(await github.statuses(deploy.sha), deploy);
        return claim && alreadyRolledBack(`${claim.description} ${claim.targetUrl}`);
    }
    catch (error) {
        // The claim itself is written and read back later; that one must be answered.
        if (error instanceof errors/* GitHubError */.y_)
            return undefined;
        throw error;
    }
}
function alreadyRolledBack(who) {
    return { code: 'already-rolled-back', sentence: `This commit was already rolled back: ${who}` };
}
/** A newer deployment of the environment, of another commit, that has begun and is no rollback of ours. */
async function refuseIfSuperseded({ github, log }, { deploy }, runs) {
    try {
        const listed = await github.deployments(deploy.environment, NEWEST_DEPLOYMENTS);
        for (const deployment of newerDeployments(listed, deploy)) {
            const history = await github.deploymentStatuses(deployment.id);
            const isOurs = runs.some(run => history.some(it => (0,evidence/* isOfRun */.N)(it, run.id)));
            // One that waits for an approval has changed nothing yet.
            const hasBegun = history.some(it => BEGUN.has(it.state));
            if (!isOurs && hasBegun) {
                const sentence = `Commit ${deployment.sha.slice(0, 12)} was deployed to ${deploy.environment} meanwhile; rolling back would take that away.`;
                return { code: 'superseded', sentence };
            }
        }
        return undefined;
    }
    catch (error) {
        if (!isForbidden(error))
            throw error;
        log.warning(`Whether a newer deploy superseded this one is not known. ${error.message}`);
        return undefined;
    }
}
const BEGUN = new Set(['in_progress', 'success', 'inactive']);
function newerDeployments(deployments, deploy) {
    const since = (0,rollback_facts/* deploymentInstant */.R7)(deployments, deploy);
    return deployments.filter(it => it.sha !== deploy.sha && it.createdAt > since);
}
/** Runs of the rollback workflow that matter to the guards; empty, with a warning, where not permitted. */
async function readRollbackRuns({ rollbackGitHub, clock, log }, { deploy, settings }) {
    try {
        const since = Math.min(clock.now() - HOUR, deploy.startedAt);
        return await rollbackGitHub.dispatchedRuns(settings.workflow, since);
    }
    catch (error) {
        if (!isForbidden(error))
            throw error;
        log.warning(`Earlier rollbacks are not known. ${error.message}`);
        return [];
    }
}
/** A run whose title shows that it belongs to another environment does not count. */
function refuseIfTooMany(runs, { deploy, settings }, now) {
    const recent = runs.filter(run => run.createdAt > now - HOUR && isOfScope(run.title, deploy) !== false);
    if (recent.length < settings.maxPerHour)
        return undefined;
    const which = recent.map(run => run.url).join(' ');
    return {
        code: 'too-many-rollbacks',
        sentence: `${settings.workflow} ran ${recent.length} times in the last hour and rollback.max-per-hour is ${settings.maxPerHour}. ${which}`.trim()
    };
}
/** Stands in for the claim where statuses may not be written: any run since the rollout began counts. */
function refuseIfRunExists(runs, { deploy }) {
    const run = runs.find(it => it.createdAt >= deploy.startedAt && isOfCommit(it.title, deploy) !== false);
    return run && alreadyRolledBack(run.url);
}
function isForbidden(error) {
    return error instanceof errors/* GitHubError */.y_ && (error.status === 403 || error.status === 404);
}

;// CONCATENATED MODULE: ./.cache/build/rollback/rollback.js








/**
 * Guards, claim, dispatch, follow: in this order, each at most once. Never rejects with a GitHubError.
 *
 * A run that succeeded is returned as `unverified` with recovery `cannot-tell`: whoever verifies makes it
 * `succeeded` and `recovered`, or says what else it found. A gate that was cancelled before the dispatch gets
 * status `none`.
 */
async function rollBack(deps, request) {
    const rejected = request.decision.rejected;
    const github = rememberDeployments(deps.github);
    try {
        const runs = await readRunsUnlessRefused({ ...deps, github }, request);
        if ('code' in runs)
            return refused(runs, rejected);
        const chosen = await settleTarget({ ...deps, github }, request);
        if ('status' in chosen)
            return chosen;
        return await claimAndDispatch(deps, request, runs, chosen);
    }
    catch (error) {
        const isAnswer = error instanceof errors/* GitHubError */.y_;
        if (deps.signal.aborted && (isAnswer || error === deps.signal.reason)) {
            return outcome('none', 'Cancelled before anything was dispatched.', rejected);
        }
        if (!isAnswer)
            throw error;
        const code = error.status === 401 ? 'token-expired' : 'dispatch-rejected';
        return outcome('failed', `Nothing was dispatched. ${error.message}`, rejected, { code });
    }
}
/** The guards that need no target; the rollback workflow's runs, which later guards read as well. */
async function readRunsUnlessRefused(deps, request) {
    const early = refuseByPolicy(request) ?? (await refuseIfClaimed(deps, request));
    if (early !== undefined)
        return early;
    const runs = await readRollbackRuns(deps, request);
    const late = (await refuseIfSuperseded(deps, request, runs)) ??
        refuseIfTooMany(runs, request, deps.clock.now());
    return late ?? runs;
}
/** Two steps in a row list the deployments; a gate has a small budget of requests. */
function rememberDeployments(github) {
    const listed = new Map();
    return {
        ...github,
        deployments(environment, limit) {
            const known = listed.get(environment) ?? github.deployments(environment, DEPLOYMENTS);
            listed.set(environment, known);
            return known.then(deployments => deployments.slice(0, limit));
        }
    };
}
/** The target resolved anew. The one of before the bake must not have lost its tag meanwhile. */
async function settleTarget({ github, log }, { decision: before, resolveAgain, deploy }) {
    const now = await resolveAgain(github);
    const unchanged = before.kind === 'target' && now.kind === 'target' && before.target.sha === now.target.sha;
    if (before.kind === 'target' && !unchanged && !(0,rollback_tag/* isSha */.HH)(before.target.tag)) {
        const { tag, sha } = before.target;
        if ((await github.tagCommit(tag)) !== sha) {
            const sentence = `Nothing was dispatched: the tag ${tag} does not point at ${sha.slice(0, 12)} any more.`;
            return outcome('failed', sentence, now.rejected, { code: 'target-gone' });
        }
    }
    if (now.kind === 'refused')
        return refused(now, now.rejected);
    if (now.target.sha === deploy.sha) {
        const sentence = `${now.target.tag} is the deployed commit itself.`;
        return refused({ code: 'same-commit', sentence }, now.rejected);
    }
    if (!unchanged)
        log.info(`The rollback target is now ${now.target.tag}. ${now.target.why}`);
    return { target: now.target, rejected: now.rejected };
}
async function claimAndDispatch(deps, request, runs, chosen) {
    const { deploy, run } = request;
    const correlation = newCorrelation(deploy);
    const claimant = { scope: deploy, sha: deploy.sha, correlation, run };
    // A cancellation gets here only while nothing was started. Whatever else goes wrong keeps the claim.
    const giveBack = async (error) => {
        if (deps.signal.aborted && error === deps.signal.reason) {
            await releaseClaim(deps, claimant, 'cancelled');
        }
        throw error;
    };
    const { tag } = chosen.target;
    const refusal = await refuseUnlessClaimed(deps, request, runs, claimant, tag).catch(giveBack);
    if (refusal !== undefined)
        return refused(refusal, chosen.rejected);
    const dispatchedAt = deps.clock.now();
    const dispatch = describeDispatch(request, chosen.target, correlation);
    const world = { ...deps, github: deps.rollbackGitHub };
    const sent = await dispatchRollback(world, dispatch).catch(giveBack);
    if (sent.kind === 'run')
        return follow(deps, request, chosen, sent, dispatchedAt);
    if (sent.kind === 'rejected')
        await releaseClaim(deps, claimant, sent.code);
    return notDispatched(sent, chosen, dispatchedAt);
}
async function refuseUnlessClaimed(deps, request, runs, claimant, tag) {
    const claim = await claimRollback(deps, claimant, tag);
    switch (claim.kind) {
        case 'won':
            return undefined;
        case 'lost':
            return alreadyRolledBack(`${claim.by.description} ${claim.by.targetUrl}`);
        case 'unknown': {
            await releaseClaim(deps, claimant, 'not read back');
            const sentence = `That another run rolls back this commit cannot be ruled out: the claim could not be read back (${claim.message}).`;
            return { code: 'already-rolled-back', sentence };
        }
        case 'not-permitted':
            deps.log.warning(`Two gates at the same moment could both roll back: only earlier runs of ${request.settings.workflow} guard against it. ${claim.message}`);
            return refuseIfRunExists(runs, request);
    }
}
function describeDispatch({ settings, declares, ref, run }, { tag }, correlation) {
    return {
        workflow: settings.workflow,
        ref,
        inputs: {
            [settings.input]: tag,
            ...(declares.correlation ? { [CORRELATION_INPUT]: correlation } : {}),
            ...(declares.origin ? { [ORIGIN_INPUT]: run.url } : {})
        },
        ...(declares.correlation ? { correlation } : {}),
        isShown: declares.title
    };
}
async function follow(deps, { settings }, { target, rejected }, run, dispatchedAt) {
    const known = { target, runId: run.runId, runUrl: run.url, dispatchedAt };
    deps.log.info(`Rolling back to ${target.tag}: ${run.url}`);
    deps.onProgress(outcome('dispatched', `Rolling back to ${target.tag}.`, rejected, known));
    const { status, sentence, ...rest } = await followRun({ ...deps, github: deps.rollbackGitHub }, { ...run, dispatchedAt, timeout: settings.timeout, startTimeout: settings.startTimeout });
    if (status !== 'succeeded')
        return outcome(status, sentence, rejected, { ...known, ...rest });
    const unverified = { ...known, ...rest, recovery: 'cannot-tell' };
    return outcome('unverified', sentence, rejected, unverified);
}
function notDispatched(sent, { target, rejected }, dispatchedAt) {
    if (sent.kind === 'rejected') {
        return outcome('failed', sent.sentence, rejected, { code: sent.code, target });
    }
    const status = sent.accepted ? 'dispatched' : 'failed';
    return outcome(status, sent.sentence, rejected, {
        code: 'dispatch-unknown',
        target,
        dispatchedAt
    });
}
function refused(refusal, rejected) {
    return outcome('refused', refusal.sentence, rejected, { code: refusal.code });
}
function outcome(status, sentence, rejected, more = {}) {
    return { status, sentence, rejected, recovery: 'none', ...more };
}

;// CONCATENATED MODULE: ./.cache/build/modes/recover.js








/** Checks the workflow and looks for the target. Throws ConfigError where a rollback could never be dispatched. */
async function planRollback(session, settings) {
    const preflight = await checkWorkflow(session, settings);
    const { decision, facts } = await lookForTarget(session, session.github, settings);
    // The first deploy of every user has no target: known now, refused only when it comes to that.
    if (decision.kind === 'refused') {
        session.warnings.add(`A rollback would be refused: ${decision.sentence}`);
    }
    return { settings, preflight, decision, targetFacts: facts };
}
/** The target as of now. Never rejects with a GitHubError: what cannot be known is a refusal. */
async function decideTarget(session, settings) {
    return (await lookForTarget(session, session.github, settings)).decision;
}
async function lookForTarget(session, github, settings, before) {
    const { inputs, deploy } = session;
    const request = {
        deploy,
        rules: settings,
        workflow: settings.workflow,
        identity: session.identity,
        ...(inputs.rollbackTo === undefined ? {} : { explicit: inputs.rollbackTo })
    };
    const found = await resolveTarget(github, session.rollbackGitHub, request, before);
    for (const warning of found.warnings)
        session.warnings.add(warning);
    return found;
}
async function checkWorkflow(session, settings) {
    let { defaultBranch } = session.repository;
    try {
        if (settings.repository !== undefined) {
            defaultBranch = await otherDefaultBranch(session.rollbackGitHub, settings.repository);
        }
        const own = recover_ownRun(session);
        const preflight = await preflightRollback(session.rollbackGitHub, settings, {
            defaultBranch,
            ...(own === undefined ? {} : { own })
        });
        for (const warning of preflight.warnings)
            session.warnings.add(warning);
        return preflight;
    }
    catch (error) {
        if (!(error instanceof errors/* GitHubError */.y_))
            throw error;
        session.warnings.add(error.message);
        const declares = { correlation: false, origin: false, title: false };
        return { declares, warnings: [], ref: settings.ref ?? defaultBranch };
    }
}
/** The token of a job reaches its own repository only. */
async function otherDefaultBranch(github, repository) {
    try {
        return (await github.repository()).defaultBranch;
    }
    catch (error) {
        const isShut = error instanceof errors/* GitHubError */.y_ && [401, 403, 404].includes(error.status);
        if (!isShut)
            throw error;
        const message = `${repository} does not answer to this token (${error.status}): the token of a job reaches its own repository only. Give \`rollback-token\` a token of an App that is installed there, with \`actions: write\` and \`contents: read\`.`;
        throw new errors/* ConfigError */.xL('not-authorised', [{ path: 'rollback.repository', message }]);
    }
}
function recover_ownRun({ run, inputs, github, repository }) {
    if (run.workflowFile === '')
        return undefined;
    return {
        ...run,
        github,
        path: `.github/workflows/${run.workflowFile}`,
        at: run.workflowSha || repository.defaultBranch,
        mode: inputs.mode,
        hasOwnToken: inputs.rollbackToken !== inputs.githubToken
    };
}
/** Dispatches, follows to the end, and lets the same checks say whether the service recovered. */
async function rollBackAndVerify(session, plan, incident, onProgress) {
    const { world, run, deploy } = session;
    const { settings } = plan;
    const deadline = () => world.clock.now() + settings.timeout + settings.verify.settle + settings.verify.duration;
    const rolled = await rollBack({
        ...session.lasting,
        clock: world.clock,
        log: world.log,
        signal: world.signal,
        onProgress: partial => onProgress(partial, { phase: 'rolling-back', deadline: deadline() })
    }, {
        deploy,
        settings,
        run: { id: run.runId, attempt: run.runAttempt, url: run.runUrl },
        decision: plan.decision,
        resolveAgain: async (github) => (await lookForTarget(session, github, settings, plan.targetFacts)).decision,
        declares: plan.preflight.declares,
        ref: plan.preflight.ref,
        isRollback: session.run.isRollbackOf(settings.repository === undefined ? settings.workflow : undefined),
        evidenceKinds: evidenceKinds(session, incident.failing)
    });
    // The run succeeded: whether the service recovered is for its own checks to say.
    const outcome = rolled.status === 'unverified'
        ? await verifyRollback(session, settings, incident, rolled, onProgress)
        : rolled;
    for (const line of (0,lines/* rollbackLines */.iM)(outcome))
        world.log.info(line);
    return outcome;
}
/** What speaks against the release: lines that anybody can make the service write count for less. */
function evidenceKinds({ connected }, failing) {
    return connected.checks.filter(({ check }) => failing.includes(check.name)).map(evidenceKindOf);
}
function evidenceKindOf({ check, provider, sources }) {
    if (check.kind === 'logs')
        return 'logs-signatures';
    const logs = sources.some(({ source }) => source.logs ?? provider.logs);
    return logs ? 'logs-counts' : 'metrics';
}
/**
 * The end of a run is told in whole seconds, by a clock that ours follows to 1.5 s: no look may reach back
 * into the rollback itself.
 */
const stampUncertainty = 2_500;
async function verifyRollback(session, settings, incident, rolled, onProgress) {
    const { world } = session;
    const completedAt = rolled.completedAt ?? world.clock.now();
    const frame = recoveryFrame(incident.frame, settings.verify, completedAt + stampUncertainty, session.connected.resolution);
    world.log.info(`${rolled.sentence} Now the checks that failed say whether the service recovered.`);
    try {
        const { analysis } = await judgeRecovery(session, {
            checks: checksOf(session, incident.failing),
            frame,
            ...(incident.evidence === undefined ? {} : { past: incident.evidence }),
            asksPast: incident.evidence === undefined,
            onLook: so => onProgress({ ...rolled, recoveryAnalysis: so }, verifying(frame))
        });
        return verified(rolled, analysis);
    }
    catch (error) {
        if (!world.signal.aborted)
            throw error;
        const sentence = `${rolled.sentence} Cancelled before the recovery was verified.`;
        return { ...rolled, status: 'unverified', recovery: 'cannot-tell', sentence };
    }
}
function verifying(frame) {
    return { phase: 'verifying', deadline: frame.bake.end };
}
/** Those that failed; all of them where none failed on its own. */
function checksOf({ connected }, failing) {
    const failed = connected.checks.filter(({ check }) => failing.includes(check.name));
    return failed.length > 0 ? failed : connected.checks;
}
/** The second analysis, by the engine of the first. */
async function judgeRecovery(session, { onLook, ...request }) {
    const { world, settings } = session;
    return bake({
        ...request,
        bake: settings.bake,
        falseAlarmRate: settings.falseAlarmRate,
        logs: logContext(session)
    }, {
        ...world,
        http: session.http,
        onLook: progress => {
            if (progress.analysis.looks.done > 0) {
                world.log.info(`recovery ${(0,lines/* lookLine */.Mn)(progress.analysis)}`);
            }
            onLook(progress.analysis);
        }
    });
}
const recoveries = {
    pass: 'recovered',
    fail: 'not-recovered',
    inconclusive: 'cannot-tell'
};
function recoveryOf(analysis) {
    return recoveries[analysis.verdict];
}
function verified(rolled, analysis) {
    const recovery = recoveryOf(analysis);
    return {
        ...rolled,
        status: recovery === 'recovered' ? 'succeeded' : 'unverified',
        recovery,
        recoveryAnalysis: analysis
    };
}

;// CONCATENATED MODULE: ./.cache/build/modes/spoiled.js




/** Releases whose verdict is asked for, newest first: each costs a request. */
const mostAsked = 3;
/**
 * The frame without the times at which a release was live that failed its own bake, by the deployments of the
 * environment and the verdicts on their commits. Where these cannot be read, the frame as it is: a token
 * without the permission, or a repository without deployments, is nothing to warn of here.
 */
async function withoutSpoiled(session, frame, known) {
    const { deploy, settings, world } = session;
    try {
        const { deployments, bad } = await badReleases(session, frame, known);
        // The rollout that replaced it, and what it took to come to rest.
        const margin = (settings.checks[0]?.baseline.gap ?? 0) + settings.bake.settle;
        const spoiled = spoiledWindows(deployments, bad, frame.rolloutStart, margin);
        const left = leaveOut(frame, spoiled);
        for (const { start, end } of left.leftOut ?? []) {
            const minutes = Math.round((end - start) / 60_000);
            world.log.info(`${minutes} min from ${new Date(start).toISOString()} are left out of the past: a release was live on ${deploy.environment} that failed its own bake.`);
        }
        return left;
    }
    catch (error) {
        if (error instanceof errors/* GitHubError */.y_)
            return frame;
        throw error;
    }
}
/** From each bad release's deployment to the next one's, and the margin; to the rollout where it was the last. */
function spoiledWindows(deployments, bad, rolloutStart, margin) {
    const ascending = deployments
        .filter(({ createdAt }) => createdAt < rolloutStart)
        .toSorted((a, b) => a.createdAt - b.createdAt);
    return ascending.flatMap(({ sha, createdAt }, index) => {
        if (!bad.has(sha))
            return [];
        const next = ascending.slice(index + 1).find(other => other.sha !== sha);
        const end = next === undefined ? rolloutStart : next.createdAt + margin;
        return [{ start: createdAt, end: Math.min(rolloutStart, end) }];
    });
}
async function badReleases(session, frame, known) {
    const { github, deploy, identity } = session;
    const deployments = known?.deployments ?? (await github.deployments(deploy.environment, DEPLOYMENTS));
    const live = deployments
        .filter(({ createdAt }) => createdAt < frame.rolloutStart)
        .toSorted((a, b) => b.createdAt - a.createdAt);
    // The one that was live when the history begins counts as well.
    const reach = live.findIndex(({ createdAt }) => createdAt <= frame.history.start);
    const recent = reach < 0 ? live : live.slice(0, reach + 1);
    const commits = [...new Set(recent.map(({ sha }) => sha))].filter(sha => sha !== deploy.sha);
    const bad = new Set();
    let asked = 0;
    for (const sha of commits) {
        const verdict = known?.verdicts.get(sha);
        if (verdict === undefined && asked++ >= mostAsked)
            break;
        const found = verdict ?? (0,record/* readVerdict */.wk)(await github.statuses(sha), deploy, identity);
        if (found === 'bad')
            bad.add(sha);
    }
    return { deployments, bad };
}

;// CONCATENATED MODULE: ./.cache/build/modes/superseded.js


/** Between two looks at the deployments while the bake runs: each costs up to two requests. */
const betweenLooks = 5 * 60_000;
function watchDeployments(session) {
    const { world } = session;
    let found;
    let lookedAt = Number.NEGATIVE_INFINITY;
    async function lookNow() {
        lookedAt = world.clock.now();
        found ??= await newerDeploy(session);
        return found;
    }
    return {
        superseded: () => found,
        look: () => {
            if (world.clock.now() - lookedAt >= betweenLooks)
                void lookNow();
        },
        lookNow
    };
}
/** Not knowing is no reason to stop: a GitHub that does not answer is a warning. */
async function newerDeploy(session) {
    const { github, rollbackGitHub, deploy, settings, warnings, world } = session;
    const log = { ...world.log, warning: (text) => void warnings.add(text) };
    try {
        const refusal = await refuseIfSuperseded({ github, log }, { deploy }, []);
        if (refusal === undefined || settings.rollback === undefined)
            return refusal?.sentence;
        // It may be a rollback of ours: its deployment is no newer deploy.
        const runs = await rollbackGitHub.dispatchedRuns(settings.rollback.workflow, deploy.startedAt);
        return (await refuseIfSuperseded({ github, log }, { deploy }, runs))?.sentence;
    }
    catch (error) {
        if (!(error instanceof errors/* GitHubError */.y_))
            throw error;
        warnings.add(error.message);
        return undefined;
    }
}

;// CONCATENATED MODULE: ./.cache/build/modes/gate.js












/**
 * `gate` and `analyze`: bake, report, and (gate only) roll back and verify. Everything that can be known to
 * be wrong is found before the bake, and before anything is written.
 */
async function gate(session, reporter) {
    const { world, settings, deploy } = session;
    const { rollback: wanted } = settings;
    const plan = wanted === undefined ? undefined : await planRollback(session, wanted);
    const planned = frameOf(session);
    const rates = await preflightEndpoints(session, session.connected, planned.interval);
    const frame = await withoutSpoiled(session, planned, plan?.targetFacts);
    for (const line of (0,lines/* startLines */.a1)(deploy, frame, settings.checks))
        world.log.info(line);
    for (const line of await readingLines(session, frame, rates))
        world.log.info(line);
    const story = tellers(session, plan?.decision);
    await reporter.begin(story.settling(frame));
    const watch = watchDeployments(session);
    const early = (0,build_outcome/* clockEnding */.ej)(session.clockSkew) ?? supersededEndingOf(await watch.lookNow());
    if (early !== undefined)
        return story.ended(early, undefined);
    const logs = await learnedContext(session, frame);
    const result = await bakeDeploy(session, frame, watch, logs, progress => reporter.progress(story.baking(frame, progress)));
    const baked = bakedOf(session, result);
    const ending = await endingOfBake(result.analysis, watch);
    const outcome = story.ended(ending, baked);
    await reporter.verdict(outcome);
    // Beside the rollback, which waits for nothing.
    const why = startInvestigation(session, outcome, plan);
    if (plan === undefined || !wantsRollback(session, outcome)) {
        const findings = await why.end;
        return { ...story.ended(ending, baked), ...findings };
    }
    const incident = { frame, failing: failingChecks(result.analysis), evidence: result.evidence };
    const rollback = await rollBackAndVerify(session, plan, incident, (partial, progress) => {
        const turn = story.ended({ ...ending, rollback: partial, progress }, baked);
        reporter.progress({ ...turn, ...why.soFar() });
    });
    const findings = await why.end;
    return { ...story.ended({ ...ending, rollback }, baked), ...findings };
}
/** Required checks that failed: the same ones are asked whether the service recovered. */
function failingChecks(analysis) {
    return analysis.judgements
        .filter(({ required, verdict }) => required && verdict === 'fail')
        .map(({ check }) => check);
}
function supersededEndingOf(newer) {
    return newer === undefined ? undefined : (0,build_outcome/* supersededEnding */.Sn)(newer);
}
/** A failure that is certain stands, superseded or not; whether it is rolled back is for the guards to say. */
async function endingOfBake(analysis, watch) {
    if (analysis.verdict === 'fail' && analysis.decided)
        return (0,build_outcome/* endingOf */.z6)(analysis);
    return supersededEndingOf(await watch.lookNow()) ?? (0,build_outcome/* endingOf */.z6)(analysis);
}
/** An analysis and a dry run say what would have happened, and do nothing. */
function wantsRollback({ inputs, settings }, { verdict, code }) {
    const applies = inputs.mode === 'gate' && !inputs.dryRun && code !== 'superseded';
    return applies && (0,build_outcome/* asksRollback */.vW)(verdict, settings.onInconclusive);
}
/** What the bake will read of backends that say what they read: estimated by the window that was just asked. */
async function readingLines({ settings, connected, world }, frame, rates) {
    if (rates.size === 0)
        return [];
    const request = { frame, bake: settings.bake, falseAlarmRate: settings.falseAlarmRate };
    // A line in the log: what goes wrong with it is no reason to judge nothing.
    const estimates = await estimate(request, connected, world.clock.now(), rates).catch(() => []);
    return estimates.flatMap(({ endpoint, bytes }) => bytes.total === 0 ? [] : [(0,lines/* readingLine */.Be)(endpoint, bytes)]);
}
function frameOf({ settings, deploy, connected }) {
    const [first] = settings.checks;
    if (first === undefined)
        throw new Error('a configuration without checks');
    return planFrame({
        bake: settings.bake,
        baseline: first.baseline,
        deployedAt: deploy.deployedAt,
        startedAt: deploy.startedAt,
        resolution: connected.resolution
    });
}
async function bakeDeploy(session, frame, watch, logs, onLook) {
    const { world, settings, connected } = session;
    const result = await bake({
        checks: connected.checks,
        frame,
        bake: settings.bake,
        falseAlarmRate: settings.falseAlarmRate,
        asksPast: true,
        logs
    }, {
        ...world,
        http: session.http,
        superseded: () => watch.superseded() !== undefined,
        onLook: progress => {
            watch.look();
            if (progress.analysis.looks.done > 0)
                world.log.info((0,lines/* lookLine */.Mn)(progress.analysis));
            onLook(progress);
        }
    });
    warnOfSkew(session, result);
    return result;
}
/** The outcome as it stands at each turn of the story. */
function tellers(session, decision) {
    const { facts, world, settings, connected } = session;
    const planned = announced(decision);
    const delay = Math.max(0, ...connected.endpoints.map(endpoint => endpoint.settings.delay));
    const deadline = (frame) => frame.bake.end + settings.bake.extend + delay;
    const tell = (ending, baked) => (0,build_outcome/* outcomeOf */.sG)(facts, { rollback: planned, ...ending }, baked, [...session.warnings], world.clock.now());
    return {
        ended: tell,
        settling: frame => tell({
            verdict: 'inconclusive',
            code: 'too-few-samples',
            sentence: 'Not decided yet.',
            progress: { phase: openingOf(frame), deadline: deadline(frame) }
        }, undefined),
        baking: (frame, so) => tell({ ...(0,build_outcome/* endingOf */.z6)(so.analysis), progress: { phase: 'baking', deadline: deadline(frame) } }, bakedOf(session, so))
    };
}
/** What would be done, before anything was: the target stands in the report from the start. */
function announced(decision) {
    if (decision === undefined)
        return build_outcome/* noRollback */.aj;
    const target = decision.kind === 'target' ? { target: decision.target } : {};
    return { ...build_outcome/* noRollback */.aj, rejected: decision.rejected, ...target };
}
function bakedOf(session, { frame, analysis, evidence }) {
    const width = frame.bake.end - frame.bake.start;
    const checks = session.connected.checks.map(check => (0,connect/* describeCheck */.c)(check, width));
    return { frame, analysis, evidence, checks };
}
const wrongClock = 60_000;
function warnOfSkew(session, { skew }) {
    if (skew <= wrongClock)
        return;
    const seconds = Math.round(skew / 1000);
    session.warnings.add(`An endpoint's clock is ${seconds} s off GitHub's; its windows were shifted. Set the clock (NTP).`);
}
/** A bake without `settle` is judged from its first instant. */
function openingOf({ bake, deployedAt }) {
    return bake.start > deployedAt ? 'settling' : 'baking';
}

;// CONCATENATED MODULE: ./.cache/build/modes/override.js


/** `override`: a person sets the recorded verdict of a commit, with a reason. `written` says whether it stands. */
async function override(session) {
    const { world, inputs, deploy, facts, warnings, run } = session;
    const verdict = inputs.overrideVerdict ?? 'fail';
    const description = (0,record/* overrideDescription */.Lv)(run.actor, inputs.reason);
    const status = await (0,record/* recordVerdict */.p0)(session.github, world.log, {
        scope: deploy,
        sha: deploy.sha,
        state: verdict === 'pass' ? 'success' : 'failure',
        description,
        url: run.runUrl
    });
    const sentence = status === undefined
        ? 'The verdict was not recorded. Add `statuses: write` to the permissions of the job.'
        : `Recorded ${verdict} for ${deploy.sha.slice(0, 12)} on ${deploy.environment}.`;
    world.log.info(sentence);
    const code = verdict === 'pass' ? 'healthy' : 'above-max';
    const outcome = (0,build_outcome/* outcomeOf */.sG)(facts, { verdict, code, sentence }, undefined, [...warnings], world.clock.now());
    return { outcome, written: status !== undefined };
}

// EXTERNAL MODULE: ./.cache/build/publish/comment.js + 1 modules
var comment = __webpack_require__(2523);
;// CONCATENATED MODULE: ./.cache/build/publish/incident.js

const label = 'incident';
/**
 * The incident's issue, one per service, environment and deployed commit: opened once and from then on
 * rewritten, by whichever run comes to it. It is found by its marker and our own authorship; a person may close
 * it, and then the next run opens another. Never rejects; undefined where it could not be written, with a
 * warning. `identity` is the login of our own writes.
 */
async function writeIncident(github, log, identity, { deploy, title, body }) {
    const marker = markerOf(deploy);
    const text = `${marker}\n${body}`;
    const isOurs = ({ author, body: known }) => (author === identity || author === '') && known.startsWith(marker);
    try {
        const known = (await github.issues(label)).find(isOurs);
        const { url } = known === undefined
            ? await github.createIssue(title, text, [label])
            : await github.updateIssue(known.number, title, text);
        return url;
    }
    catch (error) {
        if (!(error instanceof errors/* GitHubError */.y_))
            throw error;
        log.warning(`The incident's issue was not written. ${error.message}`);
        return undefined;
    }
}
/** Encoded as in a URL's query, so that no name can end the comment. */
function markerOf({ service, environment, sha }) {
    const fields = new URLSearchParams({ service, environment, sha });
    return `<!-- bakegate-incident:${fields.toString()} -->`;
}

// EXTERNAL MODULE: ./.cache/build/publish/pull-request.js
var pull_request = __webpack_require__(5160);
// EXTERNAL MODULE: ./.cache/build/report/comment.js
var report_comment = __webpack_require__(4475);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(2857);
// EXTERNAL MODULE: ./.cache/build/report/words.js
var words = __webpack_require__(6243);
;// CONCATENATED MODULE: ./.cache/build/report/evidence-schema.js


/**
 * The shape of an evidence file after its keys were turned back from snake_case: the model's nouns,
 * with points as tuples and label sets as pairs. Strict: an unknown key is a problem.
 */
const instant = schemas/* int */.Whr();
const reasonCode = schemas/* enum */.k5n((0,words/* codesOf */.MZ)(words/* REASON_WORDS */.J$));
const duration = schemas/* int */.Whr().min(0);
const evidence_schema_window = schemas/* strictObject */.rej({ start: instant, end: instant });
const pairs = schemas/* array */.YOg(schemas/* tuple */.PVZ([schemas/* string */.YjP(), schemas/* string */.YjP()]))
    .transform((entries) => Object.fromEntries(entries));
const samples = schemas/* array */.YOg(schemas/* tuple */.PVZ([instant, schemas/* number */.aig()]))
    .transform(points => points.map(([at, value]) => ({ at, value })));
const tally = schemas/* tuple */.PVZ([instant, schemas/* number */.aig(), schemas/* number */.aig()])
    .transform(([at, bad, total]) => ({ at, bad, total }));
const tallies = schemas/* array */.YOg(tally);
const countSide = {
    before: tally.exactOptional(),
    past: tallies,
    soFar: tallies,
    steps: tallies
};
const failure = schemas/* strictObject */.rej({
    code: schemas/* enum */.k5n([
        'provider-error',
        'rate-limited',
        'not-authorised',
        'response-too-large',
        'not-json',
        'redirect-refused',
        'tls',
        'deadline',
        'clock-skew',
        'invalid-query'
    ]),
    message: schemas/* string */.YjP(),
    retries: schemas/* int */.Whr()
});
const signature = schemas/* strictObject */.rej({
    id: schemas/* string */.YjP(),
    template: schemas/* string */.YjP(),
    level: schemas/* string */.YjP().exactOptional(),
    errorType: schemas/* string */.YjP().exactOptional(),
    before: tally.exactOptional(),
    past: tallies,
    soFar: tallies,
    early: schemas/* int */.Whr().exactOptional(),
    firstSeen: instant.exactOptional(),
    lastSeen: instant.exactOptional(),
    absence: schemas/* enum */.k5n(['read', 'asked']).exactOptional(),
    counted: schemas/* string */.YjP().exactOptional(),
    earlier: tally.exactOptional(),
    earlierDeploys: schemas/* int */.Whr().exactOptional(),
    accepted: schemas/* boolean */.zMY().exactOptional(),
    frames: schemas/* array */.YOg(schemas/* strictObject */.rej({
        file: schemas/* string */.YjP().exactOptional(),
        symbol: schemas/* string */.YjP().exactOptional(),
        line: schemas/* int */.Whr().exactOptional()
    })),
    examples: schemas/* array */.YOg(schemas/* string */.YjP())
});
const lineCount = schemas/* tuple */.PVZ([instant, schemas/* number */.aig(), schemas/* number */.aig(), schemas/* number */.aig()])
    .transform(([at, matched, read, exposure]) => ({ at, matched, read, exposure }));
const evidence_schema_evidence = schemas/* strictObject */.rej({
    looks: schemas/* array */.YOg(schemas/* strictObject */.rej({
        at: instant,
        state: schemas/* enum */.k5n(['answered', 'empty', 'partial', 'stale', 'failed']),
        failure: failure.exactOptional(),
        retries: schemas/* int */.Whr()
    })),
    planned: schemas/* int */.Whr().min(0).exactOptional(),
    grain: schemas/* number */.aig().positive(),
    counts: schemas/* array */.YOg(schemas/* strictObject */.rej({
        labels: pairs,
        ...countSide,
        control: schemas/* strictObject */.rej(countSide).exactOptional()
    })),
    values: schemas/* array */.YOg(schemas/* strictObject */.rej({
        labels: pairs,
        past: samples,
        bake: samples,
        soFar: samples.exactOptional(),
        control: schemas/* strictObject */.rej({ past: samples, bake: samples }).exactOptional()
    })),
    logs: schemas/* strictObject */.rej({
        signatures: schemas/* array */.YOg(signature),
        before: lineCount.exactOptional(),
        soFar: schemas/* array */.YOg(lineCount),
        earlierDeploys: schemas/* int */.Whr().exactOptional(),
        patterns: schemas/* strictObject */.rej({
            since: schemas/* int */.Whr().min(0),
            seconds: schemas/* number */.aig().min(0),
            complete: schemas/* boolean */.zMY(),
            rare: schemas/* array */.YOg(schemas/* tuple */.PVZ([schemas/* int */.Whr().min(1), schemas/* int */.Whr().min(0), schemas/* int */.Whr().min(1)]))
        })
            .exactOptional()
    })
        .exactOptional(),
    pastFailure: failure.exactOptional(),
    pointInTime: schemas/* boolean */.zMY(),
    scanned: schemas/* number */.aig().exactOptional(),
    notes: schemas/* array */.YOg(schemas/* string */.YjP())
});
/** The judge reads no query; its text is kept for the reader, and rendering answers that text. */
const query = schemas/* strictObject */.rej({ text: schemas/* string */.YjP(), usesWindow: schemas/* boolean */.zMY() })
    .transform((stored) => ({ ...stored, render: () => stored.text }));
const baselineCommon = { duration, gap: duration, history: duration };
const baseline = schemas/* discriminatedUnion */.gMt('kind', [
    schemas/* strictObject */.rej({ kind: schemas/* literal */.euz('before'), ...baselineCommon }),
    schemas/* strictObject */.rej({
        kind: schemas/* literal */.euz('same-time'),
        ...baselineCommon,
        offsets: schemas/* array */.YOg(duration),
        timeZone: schemas/* string */.YjP()
    }),
    schemas/* strictObject */.rej({ kind: schemas/* literal */.euz('control'), ...baselineCommon })
]);
const checkCommon = {
    name: schemas/* string */.YjP(),
    endpoint: schemas/* string */.YjP(),
    required: schemas/* boolean */.zMY(),
    critical: schemas/* boolean */.zMY(),
    max: schemas/* number */.aig().exactOptional(),
    min: schemas/* number */.aig().exactOptional(),
    compare: schemas/* strictObject */.rej({ worse: schemas/* enum */.k5n(['higher', 'lower', 'either']), tolerance: schemas/* number */.aig() })
        .exactOptional(),
    unit: schemas/* enum */.k5n(['none', 'fraction', 'seconds', 'bytes', 'per-second', 'count']),
    noData: schemas/* enum */.k5n(['inconclusive', 'fail', 'pass', 'zero']),
    silence: schemas/* enum */.k5n(['inconclusive', 'fail']),
    failAfter: schemas/* int */.Whr().min(1),
    minCoverage: schemas/* number */.aig(),
    baseline,
    reduce: schemas/* enum */.k5n(['max', 'min', 'sum', 'avg']).exactOptional()
};
const check = schemas/* discriminatedUnion */.gMt('kind', [
    schemas/* strictObject */.rej({
        kind: schemas/* literal */.euz('ratio'),
        ...checkCommon,
        bad: query,
        total: query,
        control: schemas/* strictObject */.rej({ bad: query, total: query }).exactOptional(),
        minTotal: schemas/* number */.aig()
    }),
    schemas/* strictObject */.rej({
        kind: schemas/* literal */.euz('query'),
        ...checkCommon,
        query,
        control: schemas/* strictObject */.rej({ query }).exactOptional(),
        scale: schemas/* number */.aig().exactOptional()
    }),
    schemas/* strictObject */.rej({
        kind: schemas/* literal */.euz('count'),
        ...checkCommon,
        count: query,
        control: schemas/* strictObject */.rej({ count: query }).exactOptional()
    }),
    schemas/* strictObject */.rej({
        kind: schemas/* literal */.euz('probe'),
        ...checkCommon,
        probe: schemas/* strictObject */.rej({
            method: schemas/* enum */.k5n(['GET', 'POST']),
            path: schemas/* string */.YjP(),
            expectStatus: schemas/* array */.YOg(schemas/* int */.Whr()),
            expectBody: schemas/* string */.YjP().exactOptional()
        })
            .transform(probe => ({ ...probe, headers: {} }))
    }),
    schemas/* strictObject */.rej({ kind: schemas/* literal */.euz('firing'), ...checkCommon, firing: pairs }),
    schemas/* strictObject */.rej({
        kind: schemas/* literal */.euz('logs'),
        ...checkCommon,
        logs: query,
        newSignatures: schemas/* strictObject */.rej({ max: schemas/* int */.Whr().min(0), minCount: schemas/* int */.Whr().min(1) }),
        accepted: schemas/* array */.YOg(schemas/* string */.YjP()),
        deployNoise: duration,
        maxLines: schemas/* int */.Whr().min(1)
    })
]);
const evidence_schema_evidenceSchema = schemas/* strictObject */.rej({
    schemaVersion: schemas/* literal */.euz(1),
    repository: schemas/* string */.YjP(),
    environment: schemas/* string */.YjP(),
    service: schemas/* string */.YjP(),
    sha: schemas/* string */.YjP(),
    version: schemas/* string */.YjP(),
    deployedAt: instant,
    startedAt: instant,
    runUrl: schemas/* string */.YjP(),
    verdict: schemas/* enum */.k5n(['pass', 'fail', 'inconclusive', 'config-error', 'cancelled']),
    reasonCode,
    sentence: schemas/* string */.YjP(),
    falseAlarmRate: schemas/* number */.aig().min(0).max(1),
    earlyPass: schemas/* boolean */.zMY(),
    earlyStop: schemas/* boolean */.zMY(),
    /** What the judge said, check by check, to compare a replay with. */
    judgements: schemas/* array */.YOg(schemas/* strictObject */.rej({
        check: schemas/* string */.YjP(),
        verdict: schemas/* enum */.k5n(['pass', 'fail', 'inconclusive']),
        code: reasonCode,
        sentence: schemas/* string */.YjP()
    })),
    frame: schemas/* strictObject */.rej({
        rolloutStart: instant,
        deployedAt: instant,
        bake: evidence_schema_window,
        interval: schemas/* int */.Whr().min(1),
        looks: schemas/* array */.YOg(instant),
        baseline: evidence_schema_window,
        history: evidence_schema_window,
        leftOut: schemas/* array */.YOg(evidence_schema_window).exactOptional()
    })
        .exactOptional(),
    cases: schemas/* array */.YOg(schemas/* strictObject */.rej({ check, evidence: evidence_schema_evidence }))
});

;// CONCATENATED MODULE: ./.cache/build/report/evidence.js


/**
 * The evidence file: JSON with everything the judge saw, so that a replay judges the same offline.
 * Numbers are written whole; request headers and bodies are left out. Instants are epoch milliseconds, a
 * sample is [end, value], a tally [end, bad, total]. Outcome and settings are expected to be redacted,
 * by one redactor (checks are found by name).
 */
function renderEvidence(outcome, settings) {
    const { deploy, analysis, frame } = outcome;
    const stored = {
        schemaVersion: 1,
        repository: deploy.repository,
        environment: deploy.environment,
        service: deploy.service,
        sha: deploy.sha,
        version: deploy.version,
        deployedAt: deploy.deployedAt,
        startedAt: deploy.startedAt,
        runUrl: outcome.runUrl,
        verdict: outcome.verdict,
        reasonCode: outcome.code,
        sentence: outcome.sentence,
        falseAlarmRate: settings.falseAlarmRate,
        earlyPass: settings.bake.earlyPass,
        earlyStop: settings.bake.earlyStop,
        judgements: (analysis?.judgements ?? []).map(({ check, verdict, code, sentence }) => ({
            check,
            verdict,
            code,
            sentence
        })),
        ...(frame === undefined ? {} : { frame }),
        cases: settings.checks.flatMap(check => {
            const evidence = outcome.evidence.get(check.name);
            return evidence === undefined
                ? []
                : [{ check: storeCheck(check), evidence: storeEvidence(evidence) }];
        })
    };
    return `${JSON.stringify(renameKeys(stored, toSnake))}\n`;
}
/** Reads an evidence file back. Total: an unreadable text answers the problems. */
function readEvidence(text) {
    let json;
    try {
        json = renameKeys(JSON.parse(text), toCamel);
    }
    catch {
        // Also where it nests deeper than the stack is.
        return { kind: 'problems', problems: ['The evidence file is no JSON that can be read.'] };
    }
    const parsed = evidenceSchema.safeParse(json);
    if (!parsed.success) {
        const problems = parsed.error.issues
            .slice(0, 10)
            .map(issue => `${cut(issue.path.join('.'), 100) || 'evidence'}: ${cut(issue.message, 200)}`);
        return { kind: 'problems', problems };
    }
    return { kind: 'bake', bake: bakeOf(parsed.data) };
}
function bakeOf(stored) {
    const { repository, environment, service, sha, version, deployedAt, startedAt } = stored;
    return {
        deploy: { repository, environment, service, sha, version, deployedAt, startedAt },
        runUrl: stored.runUrl,
        verdict: stored.verdict,
        code: stored.reasonCode,
        sentence: stored.sentence,
        cases: stored.cases,
        ...(stored.frame === undefined ? {} : { frame: stored.frame }),
        falseAlarmRate: stored.falseAlarmRate,
        earlyPass: stored.earlyPass,
        earlyStop: stored.earlyStop,
        judgements: stored.judgements
    };
}
// ── Checks ───────────────────────────────────────────────────────────────────────────────────────
function storeCheck(check) {
    switch (check.kind) {
        case 'ratio': {
            const { bad, total, control, ...rest } = check;
            const asides = control === undefined
                ? {}
                : { control: { bad: storeQuery(control.bad), total: storeQuery(control.total) } };
            return { ...rest, bad: storeQuery(bad), total: storeQuery(total), ...asides };
        }
        case 'query': {
            const { query, control, ...rest } = check;
            const asides = control === undefined ? {} : { control: { query: storeQuery(control.query) } };
            return { ...rest, query: storeQuery(query), ...asides, request: undefined };
        }
        case 'count': {
            const { count, control, ...rest } = check;
            const asides = control === undefined ? {} : { control: { count: storeQuery(control.count) } };
            return { ...rest, count: storeQuery(count), ...asides };
        }
        case 'probe':
            // JSON leaves undefined out: headers and bodies may hold what is nobody's business.
            return { ...check, probe: { ...check.probe, headers: undefined, body: undefined } };
        case 'firing':
            return { ...check, firing: Object.entries(check.firing) };
        case 'logs':
            return { ...check, logs: storeQuery(check.logs) };
    }
}
function storeQuery({ text, usesWindow }) {
    return { text, usesWindow };
}
// ── Evidence ─────────────────────────────────────────────────────────────────────────────────────
function storeEvidence(evidence) {
    return {
        ...evidence,
        counts: evidence.counts.map(storeCounts),
        values: evidence.values.map(storeValues),
        ...(evidence.logs === undefined ? {} : { logs: storeLogs(evidence.logs) })
    };
}
function storeCounts({ labels, control, ...side }) {
    return {
        labels: Object.entries(labels),
        ...storeCountSide(side),
        ...(control === undefined ? {} : { control: storeCountSide(control) })
    };
}
function storeCountSide({ before, past, soFar, steps }) {
    return {
        ...(before === undefined ? {} : { before: tallyTuple(before) }),
        past: past.map(tallyTuple),
        soFar: soFar.map(tallyTuple),
        steps: steps.map(tallyTuple)
    };
}
function storeValues({ labels, past, bake, soFar, control }) {
    return {
        labels: Object.entries(labels),
        past: past.map(sampleTuple),
        bake: bake.map(sampleTuple),
        ...(soFar === undefined ? {} : { soFar: soFar.map(sampleTuple) }),
        ...(control === undefined
            ? {}
            : { control: { past: control.past.map(sampleTuple), bake: control.bake.map(sampleTuple) } })
    };
}
function storeLogs({ signatures, before, soFar, earlierDeploys, patterns }) {
    return {
        signatures: signatures.map(storeSignature),
        ...(before === undefined ? {} : { before: lineTuple(before) }),
        soFar: soFar.map(lineTuple),
        ...(earlierDeploys === undefined ? {} : { earlierDeploys }),
        ...(patterns === undefined ? {} : { patterns })
    };
}
/** Lines leave the process as templates only: examples are for the report. */
function storeSignature({ before, past, soFar, earlier, ...rest }) {
    return {
        ...rest,
        examples: [],
        ...(before === undefined ? {} : { before: tallyTuple(before) }),
        past: past.map(tallyTuple),
        soFar: soFar.map(tallyTuple),
        ...(earlier === undefined ? {} : { earlier: tallyTuple(earlier) })
    };
}
function lineTuple({ at, matched, read, exposure }) {
    return [at, matched, read, exposure];
}
function sampleTuple({ at, value }) {
    return [at, value];
}
function tallyTuple({ at, bad, total }) {
    return [at, bad, total];
}
// ── Keys ─────────────────────────────────────────────────────────────────────────────────────────
/** Every object key renamed. Labels are pairs by now, so all keys are ours. */
function renameKeys(value, rename) {
    if (Array.isArray(value))
        return value.map(item => renameKeys(item, rename));
    if (typeof value !== 'object' || value === null)
        return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [rename(key), renameKeys(item, rename)]));
}
function toSnake(key) {
    return key.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);
}
/** A key that is not snake_case keeps a mark, so that the strict schema refuses it. */
function toCamel(key) {
    if (!/^[a-z]+(?:_[a-z]+)*$/.test(key))
        return `not snake_case: ${key}`;
    return key.replace(/_([a-z])/g, (_pair, letter) => letter.toUpperCase());
}

// EXTERNAL MODULE: ./.cache/build/report/document.js
var report_document = __webpack_require__(7505);
// EXTERNAL MODULE: ./.cache/build/report/escape.js
var report_escape = __webpack_require__(5187);
;// CONCATENATED MODULE: ./.cache/build/report/html-style.js

/** The one style sheet of report.html. System fonts and plain shapes; light and dark by the reader's choice. */
const STYLE = `
:root { color-scheme: light dark; --text: #1f2328; --soft: #59636e; --line: #d1d9e0; --back: #ffffff;
  --panel: #f6f8fa; --link: #0969da; --bad: #cf222e; --good: #1a7f37; --past: #6e7781; --now: #0969da;
  --past-shade: rgba(110, 119, 129, .07); --now-shade: rgba(9, 105, 218, .06); --limit: #bf3989; }
@media (prefers-color-scheme: dark) { :root { --text: #e6edf3; --soft: #9198a1; --line: #3d444d;
  --back: #0d1117; --panel: #151b23; --link: #4493f8; --bad: #f85149; --good: #3fb950; --past: #9198a1;
  --now: #58a6ff; --past-shade: rgba(145, 152, 161, .08); --now-shade: rgba(88, 166, 255, .08);
  --limit: #db61a2; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--text);
  font: 15px/1.55 system-ui, -apple-system, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif; }
main { max-width: 1080px; margin: 0 auto; padding: 28px 24px 48px; }
section { margin: 0 0 18px; }
section:first-child { border-left: 4px solid var(--soft); padding: 2px 0 2px 16px; }
section:first-child p:first-child { font-size: 20px; line-height: 1.4; margin-top: 0; }
.fail section:first-child, .config-error section:first-child { border-color: var(--bad); }
.pass section:first-child { border-color: var(--good); }
section:last-child { color: var(--soft); font-size: 13px; border-top: 1px solid var(--line); padding-top: 10px; }
p { margin: 8px 0; }
h2 { font-size: 17px; margin: 28px 0 4px; }
ul { margin: 8px 0; padding-left: 22px; }
a { color: var(--link); }
code { font: 12.5px/1.4 ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace;
  background: var(--panel); border-radius: 5px; padding: 2px 5px; overflow-wrap: anywhere; }
pre { background: var(--panel); border-radius: 6px; padding: 12px 14px; overflow: auto; }
pre code { background: none; padding: 0; overflow-wrap: normal; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; margin: 10px 0; font-variant-numeric: tabular-nums; }
th, td { border: 1px solid var(--line); padding: 6px 10px; text-align: left; }
th { background: var(--panel); font-weight: 600; white-space: nowrap; }
.right { text-align: right; white-space: nowrap; }
td code { white-space: nowrap; overflow-wrap: normal; }
td:first-child code { white-space: normal; overflow-wrap: anywhere; }
details { margin: 8px 0; }
summary { cursor: pointer; font-weight: 600; }
figure { margin: 4px 0 18px; border: 1px solid var(--line); border-radius: 6px; padding: 8px; overflow-x: auto; }
svg { display: block; width: 100%; min-width: 560px; height: auto; }
svg text { font: 11px system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; fill: var(--soft); }
svg .grid { stroke: var(--line); stroke-width: .6; fill: none; }
svg .before { fill: var(--past-shade); }
svg .bake { fill: var(--now-shade); }
svg .line { fill: none; stroke-width: 1.6; stroke-linejoin: round; }
svg .before-line { stroke: var(--past); }
svg .bake-line { stroke: var(--now); }
svg .before-dot { fill: var(--past); }
svg .bake-dot { fill: var(--now); }
svg .dot:hover { stroke: var(--text); stroke-width: 2; }
svg .limit { stroke: var(--limit); stroke-width: 1.3; stroke-dasharray: 6 4; fill: none; }
svg .limit-label { fill: var(--limit); }
svg .deploy { stroke: var(--soft); stroke-width: 1; stroke-dasharray: 2 3; fill: none; }
svg .breach { stroke: var(--bad); stroke-width: 1.3; fill: none; }
svg .breach-label { fill: var(--bad); }
@media print { main { max-width: none; padding: 0; } details > * { display: block; } }
`;
/** Nothing may be loaded, run or sent; the style sheet is known by its hash. */
const CONTENT_POLICY = `default-src 'none'; style-src 'sha256-${(0,external_node_crypto_.createHash)('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'`;

// EXTERNAL MODULE: ./.cache/build/report/outline.js + 4 modules
var outline = __webpack_require__(1958);
// EXTERNAL MODULE: ./.cache/build/report/plain.js
var plain = __webpack_require__(4214);
// EXTERNAL MODULE: ./.cache/build/report/headline.js
var headline = __webpack_require__(7256);
;// CONCATENATED MODULE: ./.cache/build/report/svg.js

/** Size of the drawing in its own units; the page scales it. */
const WIDTH = 760;
const HEIGHT = 240;
const MARGIN = { left: 64, right: 16, top: 26, bottom: 34 };
const PLOT = {
    width: WIDTH - MARGIN.left - MARGIN.right,
    height: HEIGHT - MARGIN.top - MARGIN.bottom
};
/** A line through more missing steps than this would claim values that nobody measured. */
const LONGEST_GAP = 2.5;
/**
 * One check as inline SVG without script: the windows before and since, the values, the limit, the
 * deploy and the first breach. Every point shows its value when the pointer rests on it.
 */
function renderSvg(whole) {
    const chart = { ...whole, points: thin(whole.points) };
    const place = placing(chart);
    const title = `${chart.axis} over minutes from the start of the bake`;
    return [
        `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${(0,report_escape/* escapeHtml */.Z)(title)}">`,
        ...shades(chart, place),
        ...grid(chart, place),
        ...marks(chart, place),
        ...svg_lines(chart, place),
        ...dots(chart, place),
        '</svg>'
    ].join('\n');
}
/** More points than pixels make a page slow and a line no better. */
const MOST_POINTS = 600;
/** The highest and the lowest of each stretch of neighbours, so that no peak and no dip is lost. */
function thin(points) {
    if (points.length <= MOST_POINTS)
        return points;
    const stretches = MOST_POINTS / 2;
    return Array.from({ length: stretches }, (_, index) => points.slice(Math.floor((index * points.length) / stretches), Math.floor(((index + 1) * points.length) / stretches))).flatMap(stretch => {
        const sorted = [...stretch].sort((left, right) => left.value - right.value);
        const ends = [sorted[0], sorted.at(-1)].filter(point => point !== undefined);
        return [...new Set(ends)].sort((left, right) => left.minute - right.minute);
    });
}
function placing(chart) {
    const values = [...chart.points.map(point => point.value), 0];
    if (chart.limit !== undefined)
        values.push(chart.limit);
    const highest = Math.max(...values);
    const lowest = Math.min(...values);
    const top = highest + (highest - lowest || 1) * 0.08;
    const start = Math.min(chart.before?.start ?? 0, chart.points[0]?.minute ?? 0, chart.deploy ?? 0, 0);
    const end = Math.max(chart.bake.end, chart.points.at(-1)?.minute ?? 0, start + 0.1);
    return {
        x: minute => round(MARGIN.left + ((minute - start) / (end - start)) * PLOT.width),
        y: value => round(MARGIN.top + ((top - value) / (top - lowest)) * PLOT.height),
        bottom: lowest,
        top,
        start,
        end
    };
}
function shades({ before, bake }, { x }) {
    const shade = (name, start, end, label) => {
        const width = Math.max(0, round(x(end) - x(start)));
        return `<rect class="${name}" x="${x(start)}" y="${MARGIN.top}" width="${width}" height="${PLOT.height}"/><text class="window" x="${x(start)}" y="${MARGIN.top - 8}">${label}</text>`;
    };
    return [
        ...(before === undefined ? [] : [shade('before', before.start, before.end, 'before')]),
        shade('bake', bake.start, bake.end, 'bake')
    ];
}
function grid(chart, place) {
    const horizontal = ticks(place.bottom, place.top, 4).map(value => {
        const y = place.y(value);
        return `<path class="grid" d="M${MARGIN.left} ${y}H${WIDTH - MARGIN.right}"/><text class="tick" text-anchor="end" x="${MARGIN.left - 8}" y="${y + 4}">${(0,report_escape/* escapeHtml */.Z)(chart.format(value))}</text>`;
    });
    const vertical = ticks(place.start, place.end, 8).map(minute => `<text class="tick" text-anchor="middle" x="${place.x(minute)}" y="${HEIGHT - 14}">${minute < 0 ? '−' : ''}${Math.abs(minute)}</text>`);
    return [
        ...horizontal,
        ...vertical,
        `<text class="tick" text-anchor="end" x="${WIDTH - MARGIN.right}" y="${HEIGHT - 1}">minutes from the start of the bake</text>`
    ];
}
function marks(chart, { x, y }) {
    const bottom = MARGIN.top + PLOT.height;
    const limit = chart.limit === undefined
        ? []
        : [
            `<path class="limit" d="M${MARGIN.left} ${y(chart.limit)}H${WIDTH - MARGIN.right}"/>`,
            `<text class="limit-label" text-anchor="end" x="${WIDTH - MARGIN.right - 4}" y="${round(y(chart.limit) - 5)}">limit ${(0,report_escape/* escapeHtml */.Z)(chart.format(chart.limit))}</text>`
        ];
    const deploy = chart.deploy === undefined
        ? []
        : [
            `<path class="deploy" d="M${x(chart.deploy)} ${MARGIN.top}V${bottom}"/>`,
            `<text class="deploy-label" text-anchor="end" x="${round(x(chart.deploy) + 2)}" y="${MARGIN.top - 8}">deploy</text>`
        ];
    const breach = chart.breach === undefined
        ? []
        : [
            `<path class="breach" d="M${x(chart.breach)} ${MARGIN.top}V${bottom}"/>`,
            `<text class="breach-label" x="${round(x(chart.breach) + 4)}" y="${bottom - 6}">first breach</text>`
        ];
    return [...limit, ...deploy, ...breach];
}
function svg_lines({ points }, place) {
    return ['before', 'bake'].flatMap(side => {
        const own = points.filter(point => point.side === side);
        const path = svg_pathOf(own, place);
        return path === '' ? [] : [`<path class="line ${side}-line" d="${path}"/>`];
    });
}
/** One stroke through neighbours; a gap lifts the pen. */
function svg_pathOf(points, { x, y }) {
    const step = usualStep(points);
    return points
        .map((point, index) => {
        const last = points[index - 1];
        const joined = last !== undefined && point.minute - last.minute <= step * LONGEST_GAP;
        return `${joined ? 'L' : 'M'}${x(point.minute)} ${y(point.value)}`;
    })
        .join('');
}
function usualStep(points) {
    const steps = points
        .slice(1)
        .map((point, index) => point.minute - (points[index]?.minute ?? 0))
        .sort((left, right) => left - right);
    return steps[Math.floor(steps.length / 2)] ?? 1;
}
function dots({ points, format }, { x, y }) {
    const radius = points.length > 150 ? 1.6 : 2.6;
    return points.map(({ minute, value, side }) => `<circle class="dot ${side}-dot" cx="${x(minute)}" cy="${y(value)}" r="${radius}"><title>${minute < 0 ? '−' : '+'}${round(Math.abs(minute))} min: ${(0,report_escape/* escapeHtml */.Z)(format(value))}</title></circle>`);
}
/** About `count` round numbers between two values. */
function ticks(low, high, count) {
    const raw = (high - low) / count;
    if (!(raw > 0))
        return [low];
    const magnitude = 10 ** Math.floor(Math.log10(raw));
    const step = magnitude * ([1, 2, 5, 10].find(factor => factor * magnitude >= raw) ?? 10);
    const first = Math.ceil(low / step);
    const last = Math.floor(high / step);
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}
function round(value) {
    return Math.round(value * 10) / 10;
}

;// CONCATENATED MODULE: ./.cache/build/report/html.js







/**
 * `report.html`: the report as one file that asks nobody for anything. No script; the content policy
 * permits its one style sheet alone, so even a hole in the escaping could load nothing. Charts of all
 * checks are inline SVG. The outcome is expected to be redacted.
 */
function renderHtml(outcome) {
    const sections = (0,outline/* outline */.rj)(outcome, 'all').map(({ blocks }) => `<section>\n${renderBlocks(blocks)}\n</section>`);
    return [
        '<!doctype html>',
        '<html lang="en">',
        '<head>',
        '<meta charset="utf-8">',
        `<meta http-equiv="Content-Security-Policy" content="${CONTENT_POLICY}">`,
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        '<meta name="referrer" content="no-referrer">',
        `<title>${(0,report_escape/* escapeHtml */.Z)((0,plain/* plainText */.w)((0,headline/* headline */.Pl)(outcome)))}</title>`,
        `<style>${STYLE}</style>`,
        '</head>',
        `<body class="${outcome.verdict}">`,
        '<main>',
        ...sections,
        '</main>',
        '</body>',
        '</html>',
        ''
    ].join('\n');
}
function renderBlocks(blocks) {
    return blocks.map(renderBlock).join('\n');
}
function renderBlock(block) {
    switch (block.kind) {
        case 'paragraph':
            return `<p>${renderPhrase(block.phrase)}</p>`;
        case 'list':
            return `<ul>\n${block.items.map(item => `<li>${renderPhrase(item)}</li>`).join('\n')}\n</ul>`;
        case 'table':
            return renderTable(block);
        case 'fence':
            return `<pre><code>${(0,report_escape/* escapeHtml */.Z)((0,report_document/* fenceText */.N8)(block.text))}</code></pre>`;
        case 'chart':
            return `<figure>${renderSvg(block.chart)}</figure>`;
        case 'details':
            return `<details>\n<summary>${(0,report_escape/* escapeHtml */.Z)(block.summary)}</summary>\n${renderBlocks(block.blocks)}\n</details>`;
    }
}
function renderTable(table) {
    const cells = (tag, row) => row
        .map((cell, index) => `<${tag} class="${table.align[index] ?? 'left'}">${renderPhrase(cell)}</${tag}>`)
        .join('');
    const rows = table.rows.map(row => `<tr>${cells('td', row)}</tr>`);
    return `<div class="wide"><table>\n<thead><tr>${cells('th', table.head)}</tr></thead>\n<tbody>\n${rows.join('\n')}\n</tbody>\n</table></div>`;
}
function renderPhrase(phrase) {
    return phrase.map(renderInline).join('');
}
function renderInline(inline) {
    if (typeof inline === 'string')
        return (0,report_escape/* escapeHtml */.Z)(inline);
    switch (inline.kind) {
        case 'code':
            return `<code>${(0,report_escape/* escapeHtml */.Z)((0,report_document/* codeText */.ph)(inline.text, inline.limit))}</code>`;
        case 'prose':
            return renderProse(inline.text);
        case 'strong':
            return `<strong>${renderPhrase(inline.phrase)}</strong>`;
        case 'break':
            return '<br>';
        case 'link': {
            const href = (0,report_document/* linkable */.Lj)(inline.url);
            const label = renderProse(inline.label);
            return href === undefined
                ? label
                : `<a href="${(0,report_escape/* escapeHtml */.Z)(href)}" rel="noreferrer">${label}</a>`;
        }
    }
}
function renderProse(text) {
    return (0,report_document/* splitProse */.eN)(text)
        .map(({ text: piece, safe }) => safe ? (0,report_escape/* escapeHtml */.Z)(piece) : `<code>${(0,report_escape/* escapeHtml */.Z)((0,report_document/* codeText */.ph)(piece))}</code>`)
        .join('');
}

// EXTERNAL MODULE: ./.cache/build/report/redact.js + 7 modules
var redact = __webpack_require__(8978);
// EXTERNAL MODULE: ./.cache/build/telling.js + 2 modules
var build_telling = __webpack_require__(2479);
;// CONCATENATED MODULE: ./.cache/build/modes/reporter.js










/** Beside a comment GitHub counts the listing before it: few updates are enough for whoever looks. */
const progressUpdates = 4;
const leastBetweenUpdates = 60_000;
/** A second job of the run writes after the first one, whatever that wrote. */
const generationOfSecondJob = 1_000;
/** `comments: false`: outputs, summary and files only. */
function createReporter(session, options) {
    const { world, settings, inputs } = session;
    const telling = {
        session,
        comments: options.comments && inputs.comment,
        updatedAt: Number.NEGATIVE_INFINITY,
        begun: false
    };
    const between = Math.max(leastBetweenUpdates, settings.bake.duration / progressUpdates);
    return {
        last: () => telling.last,
        decided: () => telling.decided,
        async begin(outcome) {
            telling.last = outcome;
            telling.begun = true;
            saveStory(world, outcome);
            await guarded(session, () => reporter_record(session, outcome, 'pending'));
            telling.updatedAt = world.clock.now();
            await guarded(session, () => reporter_comment(telling, outcome, false));
        },
        progress(outcome) {
            const turned = outcome.rollback.status !== telling.last?.rollback.status;
            telling.last = outcome;
            if (turned) {
                saveStory(world, outcome);
                telling.incident = guarded(session, () => incident(session, outcome));
            }
            if (!turned && world.clock.now() - telling.updatedAt < between)
                return;
            telling.updatedAt = world.clock.now();
            void guarded(session, () => reporter_comment(telling, outcome, false));
        },
        async verdict(outcome) {
            telling.last = outcome;
            telling.decided = outcome;
            await guarded(session, () => reporter_record(session, outcome, states[outcome.verdict]));
        },
        async end(outcome) {
            // A status that was pending must not stay so, however the run ended.
            if (telling.begun && telling.decided === undefined) {
                await guarded(session, () => reporter_record(session, outcome, states[outcome.verdict]));
            }
            await tellEnd(telling, outcome);
        }
    };
}
const states = {
    pass: 'success',
    fail: 'failure',
    inconclusive: 'error',
    cancelled: 'error',
    'config-error': 'error'
};
async function tellEnd(telling, outcome) {
    const { session } = telling;
    telling.last = outcome;
    for (const line of (0,lines/* verdictLines */.rz)(outcome))
        session.world.log.info(line);
    const paths = await writeFiles(session, outcome);
    await guarded(session, () => reporter_comment(telling, outcome, true));
    await telling.incident;
    await guarded(session, () => incident(session, outcome));
    const { commentUrl } = telling;
    const extras = { ...paths, ...(commentUrl === undefined ? {} : { commentUrl }) };
    await (0,build_telling/* tellOutputs */.gN)(session.world, outcome, extras);
}
async function reporter_record(session, outcome, state) {
    const { world, deploy, github, run, inputs } = session;
    // A dry run is a trial of the gate: no later run may take its verdict for a fact.
    if (inputs.dryRun)
        return;
    const clean = (0,redact/* redactAll */.$I)(outcome, world.redact);
    const status = await (0,record/* recordVerdict */.p0)(github, warningLog(session), {
        scope: deploy,
        sha: deploy.sha,
        state,
        description: (0,lines/* statusDescription */.$U)(clean),
        url: run.runUrl
    });
    // A server that does not say who wrote it leaves us with what we know.
    if (status !== undefined && status.creator !== '')
        session.identity = status.creator;
}
async function reporter_comment(telling, outcome, final) {
    if (!telling.comments)
        return;
    telling.publisher ??= openPublisher(telling.session);
    const publisher = await telling.publisher;
    if (publisher === undefined)
        return;
    const clean = (0,redact/* redactAll */.$I)(outcome, telling.session.world.redact);
    const written = await publisher.publish((0,report_comment/* renderComment */.wQ)(clean), {
        final,
        minimal: (0,report_comment/* renderMinimalComment */.Ll)(clean)
    });
    if (written !== undefined)
        telling.commentUrl = written.url;
}
/** What was tried is an incident, however it ended; what was refused is told in the comment. */
const attempted = new Set(['dispatched', 'succeeded', 'failed', 'unverified']);
/**
 * The report as an issue, where the configuration asks for one: opened when the rollback is dispatched, so that
 * it stands even if this run is lost, and rewritten when its end is known.
 */
async function incident(session, outcome) {
    const { github, settings, world, deploy } = session;
    if (settings.rollback?.issue !== true || !attempted.has(outcome.rollback.status))
        return;
    const clean = (0,redact/* redactAll */.$I)(outcome, world.redact);
    const [title = ''] = (0,lines/* verdictLines */.rz)(clean);
    const body = (0,report_comment/* renderComment */.wQ)(clean);
    const log = warningLog(session);
    const url = await writeIncident(github, log, session.identity, { deploy, title, body });
    if (url !== undefined)
        world.log.info(`Incident: ${url}`);
}
/** undefined: there is no pull request, and so no comment. */
async function openPublisher(session) {
    const { world, inputs, run, deploy, github, repository } = session;
    const log = warningLog(session);
    const issue = await (0,pull_request/* findPullRequest */._)(github, log, {
        sha: deploy.sha,
        defaultBranch: repository.defaultBranch,
        ...(inputs.pullRequest === undefined ? {} : { input: inputs.pullRequest }),
        ...(run.pullRequest === undefined ? {} : { event: run.pullRequest })
    });
    if (issue === undefined)
        return undefined;
    return (0,comment/* createCommentPublisher */.K)({ github, clock: world.clock, log, signal: world.signal }, {
        issue,
        scope: deploy,
        run: { id: run.runId, attempt: run.runAttempt },
        ...(inputs.mode === 'rollback' ? { generation: generationOfSecondJob } : {}),
        identity: session.identity
    });
}
async function writeFiles({ world, inputs, settings }, outcome) {
    if (outcome.frame === undefined)
        return {};
    const clean = (0,redact/* redactAll */.$I)(outcome, world.redact);
    try {
        const evidence = renderEvidence(clean, (0,redact/* redactAll */.$I)(settings, world.redact));
        return {
            evidencePath: await world.files.write(inputs.reportDir, 'evidence.json', evidence),
            reportPath: await world.files.write(inputs.reportDir, 'report.html', renderHtml(clean))
        };
    }
    catch (error) {
        world.log.warning(`The report files could not be written to report-dir: ${reporter_words(error)}`);
        return {};
    }
}
/** What the post step needs to finish the report of a run that was ended from outside. */
function saveStory(world, outcome) {
    const { deploy, rollback, startedAt } = outcome;
    const { status, runId, runUrl, target, dispatchedAt } = rollback;
    const story = { deploy, startedAt, rollback: { status, runId, runUrl, target, dispatchedAt } };
    world.runner.saveState('story', JSON.stringify((0,redact/* redactAll */.$I)(story, world.redact)));
}
/** Warnings of the reporting stand in the report as well. */
function warningLog({ world, warnings }) {
    return {
        ...world.log,
        warning: line => {
            warnings.add(line);
            world.log.warning(line);
        }
    };
}
async function guarded(session, act) {
    try {
        await act();
    }
    catch (error) {
        if (!session.world.signal.aborted)
            warningLog(session).warning(`Report: ${reporter_words(error)}`);
    }
}
function reporter_words(error) {
    return error instanceof Error ? error.message : 'something that is no error was thrown';
}

;// CONCATENATED MODULE: ./.cache/build/modes/resolve.js


/** Where the configuration says nothing of a rollback: a person asks for one all the same. */
const defaultRollback = {
    workflow: 'rollback.yml',
    input: 'tag',
    tagPattern: 'v*',
    timeout: 30 * 60_000,
    startTimeout: 5 * 60_000,
    verify: { settle: 60_000, duration: 10 * 60_000 },
    refuseIfChanged: [],
    acceptSha: false,
    maxPerHour: 1,
    logsMayRollback: 'counts',
    issue: false
};
/** `resolve`: finds and validates the rollback target; does nothing. */
async function resolve(session) {
    const { facts, world, settings, warnings } = session;
    const decision = await decideTarget(session, settings.rollback ?? defaultRollback);
    const rollback = resolved(decision);
    world.log.info(rollback.sentence);
    const { sentence } = rollback;
    const ending = decision.kind === 'target'
        ? { verdict: 'pass', code: 'healthy', sentence, rollback }
        : { verdict: 'inconclusive', code: decision.code, sentence, rollback };
    return (0,build_outcome/* outcomeOf */.sG)(facts, ending, undefined, [...warnings], world.clock.now());
}
function resolved(decision) {
    const { rejected } = decision;
    if (decision.kind === 'refused') {
        const { code, sentence } = decision;
        return { ...build_outcome/* noRollback */.aj, status: 'refused', code, sentence, rejected };
    }
    const { target } = decision;
    const sentence = `${target.tag} (${target.sha.slice(0, 12)}): ${target.why}`;
    return { ...build_outcome/* noRollback */.aj, target, sentence, rejected };
}

;// CONCATENATED MODULE: ./.cache/build/report/restored.js
/**
 * The analysis that another job made, from its `result` output: what the report of the second job shows.
 * Samples, queries and placebo figures are not in it; undefined where no check was judged.
 */
function restoreAnalysis(result) {
    const { verdict } = result;
    if (verdict === 'config-error' || verdict === 'cancelled')
        return undefined;
    const [first] = result.checks;
    if (first === undefined)
        return undefined;
    const deciding = result.checks.find(check => check.name === result.decided_by) ?? first;
    return {
        verdict,
        code: judgementCode(deciding.reason_code),
        ...(result.decided_by === undefined ? {} : { decidedBy: result.decided_by }),
        sentence: result.sentence,
        decided: true,
        judgements: result.checks.map(restoreJudgement),
        looks: { done: result.timings.looks_done, planned: result.timings.looks_planned }
    };
}
function restoreJudgement(check) {
    const { before, after, limit, series, bad, requests } = check;
    return {
        check: check.name,
        kind: check.kind,
        required: check.required,
        critical: false,
        unit: check.unit,
        verdict: check.verdict,
        code: judgementCode(check.reason_code),
        certain: true,
        sentence: check.sentence,
        ...(before === undefined ? {} : { before }),
        ...(after === undefined ? {} : { after }),
        ...(limit === undefined ? {} : { limit }),
        ...(bad === undefined || requests === undefined ? {} : { counts: { bad, total: requests } }),
        samples: check.samples,
        looks: check.looks,
        ...(check.first_breach === undefined ? {} : { firstBreach: Date.parse(check.first_breach) }),
        ...(series === undefined ? {} : { series }),
        seriesCount: check.series_count,
        ...(check.signatures === undefined
            ? {}
            : { signatures: check.signatures.map(restoreSignature) }),
        failures: []
    };
}
function restoreSignature({ id, state, before, after, expected }) {
    return { id, state, before, after, ...(expected === undefined ? {} : { expected }) };
}
/** What the signatures of that analysis say, by check; lines and examples are not in a result. */
function restoreSignatures(result) {
    return new Map(result.checks.flatMap(({ name, signatures }) => signatures === undefined ? [] : [[name, restored_evidenceOf(signatures)]]));
}
function restored_evidenceOf(signatures) {
    return {
        looks: [],
        grain: 1,
        counts: [],
        values: [],
        logs: { signatures: signatures.map(restoreTrack), soFar: [] },
        pointInTime: false,
        notes: []
    };
}
function restoreTrack(signature) {
    const { id, template, level, error_type: errorType, first_seen: firstSeen } = signature;
    return {
        id,
        template,
        ...(level === undefined ? {} : { level }),
        ...(errorType === undefined ? {} : { errorType }),
        ...(firstSeen === undefined ? {} : { firstSeen: Date.parse(firstSeen) }),
        past: [],
        soFar: [],
        frames: [],
        examples: []
    };
}
/** A check never ends with a code of the configuration; whoever wrote one gets no claim out of it. */
function judgementCode(code) {
    switch (code) {
        case 'invalid-config':
        case 'missing-secret':
        case 'invalid-query':
        case 'workflow-not-dispatchable':
        case 'unsafe-trigger':
        case 'cancelled':
            return 'internal-error';
        default:
            return code;
    }
}

// EXTERNAL MODULE: ./.cache/build/report/inert.js
var inert = __webpack_require__(9050);
// EXTERNAL MODULE: ./.cache/build/report/result-fit.js
var result_fit = __webpack_require__(1907);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/iso.js
var iso = __webpack_require__(4377);
// EXTERNAL MODULE: ./.cache/build/report/rollback-words.js
var rollback_words = __webpack_require__(1552);
;// CONCATENATED MODULE: ./.cache/build/report/result-schema.js



/**
 * The shape of the `result` output, `schema_version` 1. One source for the writer's type, the reader's
 * validation and `schema/result.schema.json`. Instants are RFC 3339 in UTC, durations milliseconds,
 * fractions 0..1.
 */
const result_schema_text = (most) => schemas/* string */.YjP().max(most);
const result_schema_instant = iso/* datetime */.w$({ precision: 3 });
const result_schema_whole = schemas/* int */.Whr();
const result_schema_count = schemas/* number */.aig().min(0);
const result_schema_window = schemas/* strictObject */.rej({ start: result_schema_instant, end: result_schema_instant });
const result_schema_reasonCode = schemas/* enum */.k5n((0,words/* codesOf */.MZ)(words/* REASON_WORDS */.J$));
/** A run that only looked for a target ends with why there is none. */
const outcomeCode = schemas/* enum */.k5n([...new Set([...(0,words/* codesOf */.MZ)(words/* REASON_WORDS */.J$), ...(0,words/* codesOf */.MZ)(rollback_words/* ROLLBACK_WORDS */.D)])]);
const rollbackCode = schemas/* enum */.k5n((0,words/* codesOf */.MZ)(rollback_words/* ROLLBACK_WORDS */.D));
const unit = schemas/* enum */.k5n(['none', 'fraction', 'seconds', 'bytes', 'per-second', 'count']);
const kind = schemas/* enum */.k5n(['ratio', 'query', 'count', 'probe', 'firing', 'logs']);
const point = schemas/* tuple */.PVZ([result_schema_instant, schemas/* number */.aig()]);
const result_schema_signature = schemas/* strictObject */.rej({
    id: result_schema_text(40),
    state: schemas/* enum */.k5n(['new', 'more', 'unproven', 'rare', 'accepted', 'deploy-noise', 'known']),
    template: result_schema_text(300),
    level: result_schema_text(40).optional(),
    error_type: result_schema_text(200).optional(),
    /** Events that were read in the baseline and since the deploy, and those to be expected. */
    before: result_schema_count,
    after: result_schema_count,
    expected: result_schema_count.optional(),
    first_seen: result_schema_instant.optional()
});
const result_schema_check = schemas/* strictObject */.rej({
    name: result_schema_text(200),
    kind,
    unit,
    required: schemas/* boolean */.zMY(),
    verdict: schemas/* enum */.k5n(['pass', 'fail', 'inconclusive']),
    reason_code: result_schema_reasonCode,
    sentence: result_schema_text(1000),
    before: schemas/* number */.aig().optional(),
    after: schemas/* number */.aig().optional(),
    /** After / before, or after − before, and its 95 % interval; a control group's own change is taken out. */
    effect: schemas/* strictObject */.rej({
        as: schemas/* enum */.k5n(['ratio', 'difference']),
        value: schemas/* number */.aig(),
        low: schemas/* number */.aig().optional(),
        high: schemas/* number */.aig().optional()
    })
        .optional(),
    limit: schemas/* strictObject */.rej({ kind: schemas/* enum */.k5n(['max', 'min', 'tolerance']), value: schemas/* number */.aig() })
        .optional(),
    /** How many samples were judged. */
    samples: result_schema_count,
    /** Requests for a ratio, seconds of exposure for a count. */
    requests: result_schema_count.optional(),
    bad: result_schema_count.optional(),
    looks: schemas/* strictObject */.rej({ planned: result_schema_count, answered: result_schema_count }),
    first_breach: result_schema_instant.optional(),
    /** Labels of the series that carries the verdict. */
    series: schemas/* record */.g1P(result_schema_text(200), result_schema_text(500)).optional(),
    series_count: result_schema_count,
    /** Log signatures that are worth a line, the worst first; redacted templates only. */
    signatures: schemas/* array */.YOg(result_schema_signature).max(20).optional(),
    /** The newest values as [end of window, value]; left out first where there is too little room. */
    trend: schemas/* array */.YOg(point).optional()
});
const rollback = schemas/* strictObject */.rej({
    status: schemas/* enum */.k5n(['none', 'refused', 'dispatched', 'succeeded', 'failed', 'unverified']),
    code: rollbackCode.optional(),
    sentence: result_schema_text(2000),
    target: result_schema_text(300).optional(),
    target_sha: result_schema_text(64).optional(),
    run_id: result_schema_text(40).optional(),
    run_url: result_schema_text(2000).optional(),
    dispatched_at: result_schema_instant.optional(),
    started_at: result_schema_instant.optional(),
    completed_at: result_schema_instant.optional()
});
const result_schema_frame = schemas/* strictObject */.rej({
    rollout_start: result_schema_instant,
    bake: result_schema_window,
    interval_ms: result_schema_whole.min(1),
    /** Ends of the planned looks, in milliseconds from the start of the bake. */
    look_offsets_ms: schemas/* array */.YOg(result_schema_whole.min(0)).max(20_000),
    baseline: result_schema_window,
    history: result_schema_window,
    /** Times before the rollout at which a release was live whose bake failed. */
    left_out: schemas/* array */.YOg(result_schema_window).max(100).optional()
});
const commit = schemas/* strictObject */.rej({ sha: result_schema_text(64), title: result_schema_text(200), author: result_schema_text(200) });
const changes = schemas/* strictObject */.rej({
    /** Tag of the last good release, else its commit. */
    base: result_schema_text(300),
    base_sha: result_schema_text(64),
    /** How many commits lie between. */
    total: result_schema_whole.min(0),
    /** The newest of them, newest first. */
    commits: schemas/* array */.YOg(commit).max(50),
    /** How many files differ, as far as GitHub lists them. */
    files: result_schema_whole.min(0),
    files_truncated: schemas/* boolean */.zMY()
});
const result_schema_suspect = schemas/* strictObject */.rej({
    /** Path in the repository. */
    file: result_schema_text(500),
    line: result_schema_whole.min(0).optional(),
    check: result_schema_text(200),
    /** Id of the log signature whose stack trace leads through the file. */
    signature: result_schema_text(64),
    evidence: schemas/* enum */.k5n(['line', 'near', 'symbol', 'file']),
    sentence: result_schema_text(2000),
    commits: schemas/* array */.YOg(commit).max(10),
    pull_requests: schemas/* array */.YOg(schemas/* strictObject */.rej({ number: result_schema_whole.min(1), title: result_schema_text(200) })).max(20)
});
const resultSchema = schemas/* strictObject */.rej({
    schema_version: schemas/* literal */.euz(1),
    repository: result_schema_text(200),
    environment: result_schema_text(300),
    service: result_schema_text(200),
    sha: result_schema_text(64),
    version: result_schema_text(300),
    run_id: result_schema_text(40),
    run_attempt: result_schema_whole.min(1),
    run_url: result_schema_text(2000),
    mode: schemas/* enum */.k5n(['gate', 'analyze', 'rollback', 'resolve', 'verify', 'override']),
    dry_run: schemas/* boolean */.zMY(),
    verdict: schemas/* enum */.k5n(['pass', 'fail', 'inconclusive', 'config-error', 'cancelled']),
    reason_code: outcomeCode,
    sentence: result_schema_text(2000),
    decided_by: result_schema_text(200).optional(),
    on_inconclusive: schemas/* enum */.k5n(['fail', 'pass', 'rollback']),
    /** Configuration problems, one sentence each. */
    problems: schemas/* array */.YOg(result_schema_text(1000)).max(200),
    warnings: schemas/* array */.YOg(result_schema_text(1000)).max(50),
    checks: schemas/* array */.YOg(result_schema_check).max(2000),
    /** true: passing checks or samples were left out for want of room. */
    shortened: schemas/* boolean */.zMY(),
    /** What lies between the last good release and this one; after a failure only. */
    changes: changes.optional(),
    /** Hints, no part of the verdict; the strongest first. */
    suspects: schemas/* array */.YOg(result_schema_suspect).max(10).optional(),
    rollback,
    recovery: schemas/* enum */.k5n(['none', 'recovered', 'not-recovered', 'cannot-tell']),
    timings: schemas/* strictObject */.rej({
        rollout_started_at: result_schema_instant,
        deployed_at: result_schema_instant,
        started_at: result_schema_instant,
        finished_at: result_schema_instant,
        looks_done: result_schema_count,
        looks_planned: result_schema_count
    }),
    frame: result_schema_frame.optional()
});
/** The JSON Schema that `schema/result.schema.json` holds. */
function resultJsonSchema() {
    return {
        ...z.toJSONSchema(resultSchema),
        title: 'Bakegate result',
        description: 'The `result` output of the Bakegate action.'
    };
}

;// CONCATENATED MODULE: ./.cache/build/report/read-result.js



/** Reads a `result` output back. Total: whatever the text holds, the answer is a result or a list of problems. */
function parseResult(text) {
    if (text.trim() === '')
        return problems('The analysis is empty.');
    if (text.length > 4 * result_fit/* RESULT_LIMIT */._)
        return problems('The analysis is longer than a result can be.');
    const json = parseJson(text);
    if (json === undefined)
        return problems('The analysis is no JSON.');
    const parsed = resultSchema.safeParse(json);
    if (!parsed.success) {
        const found = parsed.error.issues.slice(0, 10);
        return problems(...found.map(issue => `${(0,inert/* cut */.Jj)(issue.path.join('.'), 100) || 'result'}: ${(0,inert/* cut */.Jj)(issue.message, 200)}`));
    }
    return { kind: 'result', analysis: analysisOf(parsed.data) };
}
function problems(...list) {
    return { kind: 'problems', problems: list };
}
function parseJson(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
function analysisOf(result) {
    return {
        deploy: {
            repository: result.repository,
            environment: result.environment,
            service: result.service,
            sha: result.sha,
            version: result.version,
            deployedAt: Date.parse(result.timings.deployed_at),
            startedAt: Date.parse(result.timings.rollout_started_at)
        },
        runId: result.run_id,
        runAttempt: result.run_attempt,
        verdict: result.verdict,
        code: result.reason_code,
        sentence: result.sentence,
        ...(result.decided_by === undefined ? {} : { decidedBy: result.decided_by }),
        checks: result.checks.map(({ name, required, verdict, reason_code: code }) => ({
            name,
            required,
            verdict,
            code
        })),
        ...(result.frame === undefined
            ? {}
            : { frame: read_result_readFrame(result.frame, Date.parse(result.timings.deployed_at)) }),
        result
    };
}
function read_result_readFrame(frame, deployedAt) {
    const read = ({ start, end }) => ({
        start: Date.parse(start),
        end: Date.parse(end)
    });
    const bake = read(frame.bake);
    return {
        rolloutStart: Date.parse(frame.rollout_start),
        deployedAt,
        bake,
        interval: frame.interval_ms,
        looks: frame.look_offsets_ms.map(offset => bake.start + offset),
        baseline: read(frame.baseline),
        history: read(frame.history),
        ...(frame.left_out === undefined ? {} : { leftOut: frame.left_out.map(read) })
    };
}
// ── Writing ──────────────────────────────────────────────────────────────────────────────────────

// EXTERNAL MODULE: ./.cache/build/report/result-why.js
var result_why = __webpack_require__(9706);
;// CONCATENATED MODULE: ./.cache/build/modes/rollback.js





/**
 * `rollback`: the second of two jobs. It reads nothing but the verdict of the first, and only where that
 * speaks of this very deploy and run.
 */
async function rollback_rollback(session, reporter) {
    const { settings, inputs } = session;
    const parsed = parseResult(inputs.analysis);
    if (parsed.kind === 'problems') {
        return told(session, rollback_refused(parsed.problems.join(' ')));
    }
    const { analysis } = parsed;
    const foreign = foreignTo(session, analysis);
    if (foreign !== undefined)
        return told(session, rollback_refused(foreign));
    const { verdict, code, sentence } = analysis;
    const ending = { verdict, code, sentence };
    const tell = (more) => told(session, { ...ending, ...more }, analysis);
    if (!(0,build_outcome/* asksRollback */.vW)(verdict, settings.onInconclusive))
        return tell({});
    if (settings.rollback === undefined || inputs.dryRun)
        return tell({});
    if (analysis.frame === undefined) {
        return told(session, rollback_refused('The analysis holds no bake to compare a recovery with.'));
    }
    const plan = await planRollback(session, settings.rollback);
    const failing = analysis.checks
        .filter(check => check.required && check.verdict === 'fail')
        .map(check => check.name);
    const incident = { frame: analysis.frame, failing };
    const outcome = await rollBackAndVerify(session, plan, incident, (partial, progress) => reporter.progress(tell({ rollback: partial, progress })));
    return tell({ rollback: outcome });
}
/** Why an analysis does not speak of this deploy; undefined: it does. */
function foreignTo(session, analysis) {
    const { deploy, run } = session;
    const pairs = [
        ['repository', analysis.deploy.repository.toLowerCase(), deploy.repository.toLowerCase()],
        ['environment', analysis.deploy.environment, deploy.environment],
        ['service', analysis.deploy.service, deploy.service],
        ['commit', analysis.deploy.sha, deploy.sha],
        ['run', analysis.runId, run.runId]
    ];
    const differs = pairs.find(([, theirs, ours]) => theirs !== ours);
    if (differs === undefined)
        return undefined;
    return `The analysis is of another ${differs[0]}. Pass the result output of the analyze job of this run.`;
}
function rollback_refused(sentence) {
    const code = 'no-analysis';
    const outcome = { ...build_outcome/* noRollback */.aj, status: 'refused', code, sentence };
    return { verdict: 'inconclusive', code, sentence, rollback: outcome };
}
/** The report shows what the first job judged beside what this one did. */
function told(session, ending, analysis) {
    const { facts, warnings, world } = session;
    const outcome = (0,build_outcome/* outcomeOf */.sG)(facts, ending, undefined, [...warnings], world.clock.now());
    const restored = analysis === undefined ? undefined : restoreAnalysis(analysis.result);
    return {
        ...outcome,
        ...(restored === undefined ? {} : { analysis: restored }),
        ...(analysis === undefined
            ? {}
            : { ...(0,result_why/* restoreFindings */.Z)(analysis.result), evidence: restoreSignatures(analysis.result) }),
        ...(analysis?.frame === undefined ? {} : { frame: analysis.frame })
    };
}

;// CONCATENATED MODULE: ./.cache/build/modes/verify.js







/**
 * `verify`: judges whether the service is well after a rollback; never dispatches. With an analysis, by the
 * checks that failed and against the same past; without one by absolute limits alone, since nobody knows
 * which past was good.
 */
async function verify(session) {
    const { world, facts, warnings, deploy, connected } = session;
    const analysis = readAnalysis(session);
    const checks = verify_checksOf(connected.checks, analysis);
    const frame = verify_frameOf(session, analysis?.frame);
    const early = (0,build_outcome/* clockEnding */.ej)(session.clockSkew);
    if (early !== undefined) {
        const rollback = { ...build_outcome/* noRollback */.aj, recovery: 'cannot-tell' };
        return (0,build_outcome/* outcomeOf */.sG)(facts, { ...early, rollback }, undefined, [...warnings], world.clock.now());
    }
    await preflightEndpoints(session, { ...connected, checks }, frame.interval);
    world.log.info(`Verifying ${deploy.environment}: ${checks.length} checks until ${verify_at(frame)}`);
    const result = await judgeRecovery(session, {
        checks,
        frame,
        asksPast: analysis?.frame !== undefined,
        onLook: () => undefined
    });
    const width = frame.bake.end - frame.bake.start;
    const rollback = {
        ...build_outcome/* noRollback */.aj,
        recovery: recoveryOf(result.analysis),
        recoveryAnalysis: result.analysis
    };
    return (0,build_outcome/* outcomeOf */.sG)(facts, { ...(0,build_outcome/* endingOf */.z6)(result.analysis), rollback }, { ...result, checks: checks.map(check => (0,connect/* describeCheck */.c)(check, width)) }, [...warnings], world.clock.now());
}
function verify_at(frame) {
    return new Date(frame.bake.end).toISOString();
}
function readAnalysis({ inputs, deploy }) {
    if (inputs.analysis === '')
        return undefined;
    const parsed = parseResult(inputs.analysis);
    const problems = parsed.kind === 'problems' ? parsed.problems : [];
    if (parsed.kind === 'result') {
        const theirs = parsed.analysis.deploy;
        const same = theirs.repository.toLowerCase() === deploy.repository.toLowerCase() &&
            theirs.environment === deploy.environment &&
            theirs.service === deploy.service;
        if (same)
            return parsed.analysis;
    }
    const message = problems.length > 0
        ? problems.join(' ')
        : 'It is of another repository, environment or service. Pass the result output of the gate of this environment.';
    throw new errors/* ConfigError */.xL('invalid-config', [{ path: 'analysis', message }]);
}
/** The window of `rollback.verify` where there is one, else the bake's own. */
function verify_frameOf(session, before) {
    const { settings, deploy, connected } = session;
    const { resolution } = connected;
    const verification = settings.rollback?.verify;
    const [first] = settings.checks;
    if (first === undefined)
        throw new Error('a configuration without checks');
    const bake = { ...settings.bake, ...verification };
    if (before !== undefined)
        return recoveryFrame(before, bake, deploy.deployedAt, resolution);
    return planFrame({ bake, baseline: first.baseline, deployedAt: deploy.deployedAt, resolution });
}
function verify_checksOf(checks, analysis) {
    if (analysis === undefined) {
        return checks.map(connected => ({ ...connected, check: withoutPast(connected.check) }));
    }
    const failed = new Set(analysis.checks.filter(check => check.verdict === 'fail').map(check => check.name));
    const failing = checks.filter(({ check }) => failed.has(check.name));
    return failing.length > 0 ? failing : checks;
}
/** A check with a limit is judged by it alone; one that only compares stays, and cannot be judged. */
function withoutPast(check) {
    if (check.compare === undefined)
        return check;
    if (check.max === undefined && check.min === undefined)
        return check;
    const { compare: _, ...rest } = check;
    return rest;
}

// EXTERNAL MODULE: ./.cache/build/session.js + 136 modules
var build_session = __webpack_require__(6111);
;// CONCATENATED MODULE: ./.cache/build/act.js










/** After a cancellation the runner waits 7.5 s; what is not told by then is told by the post step. */
const tellingWhenCancelled = 4_000;
/** Configures the run and does what its mode says. Rejects with ConfigError before anything is written. */
async function act(world, inputs, run) {
    const session = await (0,build_session/* openSession */.f)(world, inputs, run);
    const { mode } = inputs;
    const reporter = createReporter(session, { comments: mode !== 'verify' && mode !== 'resolve' });
    switch (mode) {
        case 'gate':
        case 'analyze': {
            const outcome = await reported(session, reporter, () => gate(session, reporter));
            return (0,build_telling/* endOf */.pJ)(outcome, (0,build_outcome/* exitCode */.I$)(outcome) === 0);
        }
        case 'rollback': {
            const outcome = await reported(session, reporter, () => rollback_rollback(session, reporter));
            const nothingToDo = outcome.verdict === 'pass' && outcome.rollback.status === 'none';
            return (0,build_telling/* endOf */.pJ)(outcome, nothingToDo || isTrial(outcome));
        }
        case 'verify': {
            const outcome = await reported(session, reporter, () => verify(session));
            return (0,build_telling/* endOf */.pJ)(outcome, outcome.rollback.recovery === 'recovered' || isTrial(outcome));
        }
        case 'resolve': {
            const outcome = await reported(session, reporter, () => resolve(session));
            return (0,build_telling/* endOf */.pJ)(outcome, outcome.rollback.target !== undefined || isTrial(outcome));
        }
        case 'override': {
            const { outcome, written } = await override(session);
            await (0,build_telling/* tellQuietly */.RE)(world, outcome);
            return (0,build_telling/* endOf */.pJ)(outcome, written);
        }
    }
}
/** A dry run fails the job for a mistake, a cancellation or a defect only. */
function isTrial(outcome) {
    return outcome.dryRun && (0,build_outcome/* exitCode */.I$)(outcome) === 0;
}
/** Tells the end on every surface, however it came about. */
async function reported(session, reporter, act) {
    const { world } = session;
    try {
        const outcome = await act();
        await withinTime(world, reporter.end(outcome));
        return outcome;
    }
    catch (error) {
        // Nothing was written before: a configuration error is told where no permission is needed.
        if (error instanceof errors/* ConfigError */.xL)
            throw error;
        const outcome = brokenOff(session, reporter, (0,build_telling/* endingOfError */.Rx)(error, world));
        await withinTime(world, reporter.end(outcome));
        return outcome;
    }
}
/**
 * What was known when it ended stays in the report: a dispatched rollback above all. A verdict of fail that is
 * on record, or that no later look could have changed, stands, whatever happened after it.
 */
function brokenOff(session, reporter, ending) {
    const { facts, warnings, world } = session;
    const last = reporter.last();
    const rollback = last?.rollback ?? build_outcome/* noRollback */.aj;
    const now = world.clock.now();
    const outcome = (0,build_outcome/* outcomeOf */.sG)(facts, { ...ending, rollback }, undefined, [...warnings], now);
    if (last === undefined)
        return outcome;
    const { progress: _, ...before } = last;
    const isCertain = last.verdict === 'fail' && last.analysis?.decided === true;
    if (isCertain || reporter.decided()?.verdict === 'fail') {
        return { ...before, at: now, warnings: [...warnings, ending.sentence] };
    }
    const { verdict, code, sentence } = outcome;
    return { ...before, verdict, code, sentence, at: now, warnings: outcome.warnings };
}
async function withinTime(world, telling) {
    if (!world.signal.aborted)
        return telling;
    const never = new AbortController().signal;
    await Promise.race([telling, world.clock.sleep(tellingWhenCancelled, never)]);
}


/***/ }),

/***/ 4575:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ callCollector)
/* harmony export */ });
/** At so much memory outside its heap V8 begins to collect (its `kExternalAllocationSoftLimit`). Bytes. */
const pressing = 64 * 1024 * 1024;
/**
 * Has the collector come soon, where more than it knows of can be given back: long texts and chunks lie outside its
 * heap. Memory that is never written to takes none, but it counts as pressure.
 */
function callCollector() {
    Buffer.allocUnsafeSlow(pressing);
}


/***/ }),

/***/ 4377:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   w$: () => (/* binding */ datetime)
/* harmony export */ });
/* unused harmony exports date, time, duration */
/* harmony import */ var _core_index_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3759);
/* harmony import */ var _schemas_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2857);



function datetime(params) {
    return _core_index_js__WEBPACK_IMPORTED_MODULE_0__/* ._isoDateTime */ .G1(_schemas_js__WEBPACK_IMPORTED_MODULE_1__/* .ZodISODateTime */ .You, params);
}
function date(params) {
    return core._isoDate(ZodISODate, params);
}
function time(params) {
    return core._isoTime(ZodISOTime, params);
}
function duration(params) {
    return core._isoDuration(ZodISODuration, params);
}


/***/ })

};
