export const id = 856;
export const ids = [856];
export const modules = {

/***/ 1856:
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
function normalTail(z) {
    if (z < 0)
        return 1 - normalTail(-z);
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
    const newton = (normalTail(z) - tail) / density;
    return newton / (1 - 0.5 * z * newton);
}

;// CONCATENATED MODULE: ./.cache/build/stats/sequential.js

/**
 * Group-sequential boundaries of the Wang–Tsiatis family, one-sided: with K equally spaced looks, stop at
 * look k when Z_k > c (k/K)^(shape − ½). Shape ½ is Pocock's boundary, 0 is O'Brien and Fleming's.
 * Recursive numerical integration after Armitage, McPherson and Rowe (1969).
 */
/** Of the integration grid, in standard deviations of one look's increment. */
const STEP = 0.4;
/** Standard deviations beyond which no probability worth counting stands. */
const REACH = 7;
/** Probability that Z ever crosses the boundary with this constant, when nothing changed. */
function crossingProbability(constant, looks, shape) {
    let grid = { first: 0, step: 1, weights: Float64Array.of(1) };
    let crossed = 0;
    for (let look = 1; look <= looks; look++) {
        const bound = constant * (look / looks) ** (shape - 0.5) * Math.sqrt(look);
        crossed += probabilityAbove(grid, bound);
        if (look < looks)
            grid = advance(grid, bound, REACH * Math.sqrt(look));
    }
    return Math.min(1, crossed);
}
/** The constant c whose boundary is crossed with probability alpha, for alpha in (0, ½). */
function boundaryConstant(alpha, looks, shape) {
    const aim = Math.log(alpha);
    let left = normalUpperQuantile(alpha);
    let right = left + 0.5;
    let atLeft = Math.log(crossingProbability(left, looks, shape)) - aim;
    for (let round = 0; round < 30 && Math.abs(right - left) > 1e-9; round++) {
        const atRight = Math.log(crossingProbability(right, looks, shape)) - aim;
        const next = right - (atRight * (right - left)) / (atRight - atLeft);
        left = right;
        atLeft = atRight;
        right = Number.isFinite(next) ? next : right;
    }
    return right;
}
function probabilityAbove(grid, bound) {
    return grid.weights.reduce((sum, w, i) => sum + w * normalTail(bound - grid.first - i * grid.step), 0);
}
/** Simpson's rule over [−reach, bound], its points weighted with the density that arrives there. */
function advance(grid, bound, reach) {
    const top = Math.min(bound, reach);
    const intervals = 2 * Math.ceil((top + reach) / (2 * STEP));
    const step = (top + reach) / intervals;
    const weights = new Float64Array(intervals + 1);
    for (let i = 0; i <= intervals; i++) {
        const simpson = i === 0 || i === intervals ? 1 : i % 2 === 1 ? 4 : 2;
        weights[i] = ((simpson * step) / 3) * densityAt(grid, -reach + i * step);
    }
    return { first: -reach, step, weights };
}
function densityAt(grid, x) {
    const place = (x - grid.first) / grid.step;
    const width = REACH / grid.step;
    const last = Math.min(grid.weights.length - 1, Math.floor(place + width));
    let sum = 0;
    for (let i = Math.max(0, Math.ceil(place - width)); i <= last; i++) {
        sum += (grid.weights[i] ?? 0) * normalDensity((place - i) * grid.step);
    }
    return sum;
}

;// CONCATENATED MODULE: ./.cache/build/judge/comparison.js
/** What a value is multiplied with to stand at the tolerance: 50 % higher is 1.5, 20 % lower is 0.8. */
function toleratedFactor(direction, tolerance) {
    if (direction === 'higher')
        return 1 + tolerance;
    return tolerance < 1 ? 1 - tolerance : 1 / (1 + tolerance);
}

;// CONCATENATED MODULE: ./.cache/build/judge/counts.js


/**
 * Events of the bake against events of the baseline. At each look the bake's share of all events is held
 * against its share of all exposure (binomial, given the sum), by the signed root of the likelihood ratio,
 * which is close to a normal deviate even for few events. A boundary that widens for early looks keeps the
 * false-alarm rate over all of them. Events that come in bursts are worth less than independent ones: the
 * burstiness of the steps before the deploy shrinks the deviate.
 */
/** Shape of the boundary (Wang and Tsiatis; 0 is O'Brien and Fleming's): strict at first, close to one test at the end. */
const BOUNDARY_SHAPE = 0.1;
/** Percentage points by which a ratio must rise at least, as a fraction: less is nobody's incident. */
const LEAST_POINTS = 0.001;
/** Log lines by which a count must rise at least. */
const LEAST_EVENTS = 3;
/** With fewer blocks of steps their variance says nothing. */
const FEWEST_BLOCKS = 8;
/** Of an interval that is printed, not tested: 95 %. */
const INTERVAL_DEVIATE = 1.96;
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
    const scores = track.soFar.map(tally => score(tally, track, question));
    const alarm = scores.find(found => found.alarmed);
    const shown = alarm ?? score(last, track, question);
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
        ...ratioWithInterval(shown.tally, baseline, shown.inflation),
        chance: alarm === undefined ? 1 : crossingProbability(most, question.looks.length, BOUNDARY_SHAPE),
        ...(alarm === undefined ? {} : { firstBreach: alarm.tally.at }),
        powerful: couldHaveSeen(shown.tally, baseline, shown.inflation, question),
        suspicious: isLarge(shown.tally, baseline, question)
    };
}
function score(tally, track, question) {
    const baseline = baselineAt(track, tally);
    const inflation = burstInflation(track, tally, baseline, question);
    const look = Math.max(1, question.looks.filter(at => at <= tally.at).length);
    const fraction = Math.min(1, look / question.looks.length);
    const deviate = signedRoot(tally, baseline) / Math.sqrt(inflation);
    const upward = question.direction === 'higher' ? deviate : -deviate;
    const scaled = upward * fraction ** (0.5 - BOUNDARY_SHAPE);
    const enough = tally.total >= question.minTotal;
    const alarmed = enough && scaled > question.boundary && isLarge(tally, baseline, question);
    return { tally, baseline, inflation, scaled: enough ? scaled : 0, alarmed };
}
/** The whole baseline window; with a control group what the control did in the same time. */
function baselineAt(track, tally) {
    const none = { at: tally.at, bad: 0, total: 0 };
    if (track.control === undefined)
        return track.before ?? none;
    return track.control.soFar.findLast(other => other.at <= tally.at) ?? none;
}
/** Signed root of the likelihood ratio of tally.bad given the sum; positive when the bake has more. */
function signedRoot(tally, baseline) {
    const exposure = tally.total + baseline.total;
    const events = tally.bad + baseline.bad;
    if (events <= 0 || tally.total <= 0 || baseline.total <= 0)
        return 0;
    const expected = events * (tally.total / exposure);
    const gain = part(tally.bad, expected) + part(baseline.bad, events - expected);
    return Math.sign(tally.bad - expected) * Math.sqrt(Math.max(0, 2 * gain));
}
function part(seen, expected) {
    return seen > 0 ? seen * Math.log(seen / expected) : 0;
}
/**
 * Steps whose rate varies by itself with relative variance v add v/n to the variance of a log rate over n
 * steps; independent events alone give 1/events.
 */
function burstInflation(track, tally, baseline, question) {
    const { start, grain, baselineWidth } = question;
    const variance = rateVariance(track.control === undefined ? track.past : track.control.past);
    if (variance === 0)
        return 1;
    const bakeSteps = Math.max(1, (tally.at - start) / grain);
    const baseSteps = track.control === undefined ? Math.max(1, baselineWidth / grain) : bakeSteps;
    const rate = (tally.bad + baseline.bad) / (tally.total + baseline.total);
    const events = (side) => Math.max(0.5, rate * side.total);
    const independent = 1 / events(tally) + 1 / events(baseline);
    return 1 + (variance / bakeSteps + variance / baseSteps) / independent;
}
/**
 * Relative variance of the steps' rates beyond what independent events explain; 0 where there is none.
 * Bursts that last longer than a step show in the sums of several: the largest of these answers, per step.
 */
function rateVariance(past) {
    let most = 0;
    for (let block = 1; Math.floor(past.length / block) >= FEWEST_BLOCKS; block *= 3) {
        most = Math.max(most, block * excessVariance(inBlocks(past, block)));
    }
    return most;
}
function inBlocks(past, size) {
    return Array.from({ length: Math.floor(past.length / size) }, (_, block) => {
        const steps = past.slice(block * size, (block + 1) * size);
        const sum = (part) => steps.reduce((total, step) => total + step[part], 0);
        return { bad: sum('bad'), total: sum('total') };
    });
}
function excessVariance(steps) {
    const sum = (part) => steps.reduce((total, step) => total + step[part], 0);
    const rate = sum('bad') / Math.max(sum('total'), Number.MIN_VALUE);
    let excess = 0;
    let square = 0;
    for (const { bad, total } of steps) {
        const expected = rate * total;
        excess += (bad - expected) ** 2 - expected;
        square += expected ** 2;
    }
    return square > 0 ? Math.max(0, excess / square) : 0;
}
function isLarge(tally, baseline, question) {
    const after = tally.bad / tally.total;
    const before = baseline.bad / baseline.total;
    const tolerated = before * toleratedFactor(question.direction, question.tolerance);
    if (question.direction === 'lower')
        return after <= tolerated && before > 0;
    const least = question.kind === 'ratio' ? before + LEAST_POINTS : before + LEAST_EVENTS / tally.total;
    return after >= tolerated && after >= least;
}
function ratioWithInterval(tally, baseline, inflation) {
    if (tally.bad === 0 || baseline.bad === 0)
        return {};
    const ratio = tally.bad / tally.total / (baseline.bad / baseline.total);
    const width = INTERVAL_DEVIATE * Math.sqrt(inflation * (1 / tally.bad + 1 / baseline.bad));
    return { ratio, interval: { low: ratio * Math.exp(-width), high: ratio * Math.exp(width) } };
}
/** Would twice the tolerated change have crossed the boundary by now, more often than not? */
function couldHaveSeen(tally, baseline, inflation, question) {
    const rate = Math.max(baseline.bad, 1) / baseline.total;
    const wouldBe = { ...tally, bad: rate * tally.total * (1 + 2 * question.tolerance) };
    return signedRoot(wouldBe, baseline) / Math.sqrt(inflation) > question.boundary;
}

;// CONCATENATED MODULE: ./.cache/build/stats/quantile.js
/** Order statistics. None of these changes its input. */
function sorted(values) {
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
    return quantileOfSorted(sorted(values), level);
}
function median(values) {
    return quantile(values, 0.5);
}
function mean(values) {
    return values.reduce((sum, value) => sum + value / values.length, 0);
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
        return normalTail(t);
    const half = 0.5 * regularisedBeta(freedom / (freedom + t * t), freedom / 2, 0.5);
    return t > 0 ? half : 1 - half;
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
    return normalTail((mean - x) / Math.sqrt((mean * (1 - mean)) / (a + b + 1)));
}
function nonZero(value) {
    return Math.abs(value) < 1e-300 ? 1e-300 : value;
}

;// CONCATENATED MODULE: ./.cache/build/judge/brief.js


/**
 * For histories too short for placebo windows: is the mean of the last few points outside what the past
 * predicts? A prediction interval of Student's t, with as many degrees of freedom as the past has
 * independent values; the correlation between neighbours is estimated and held against us.
 */
/** With fewer points on a side nothing is decided. */
const FEWEST_POINTS = 8;
const SPANS = [3, 8];
/** Fewer independent values than this predict nothing. */
const FEWEST_INDEPENDENT = 3;
/** undefined: too few points, or too few independent ones. */
function describePast(past) {
    const known = past.filter(value => !Number.isNaN(value));
    if (known.length < FEWEST_POINTS)
        return undefined;
    const level = known.reduce((sum, value) => sum + value / known.length, 0);
    const squares = known.reduce((sum, value) => sum + (value - level) ** 2, 0);
    const correlation = lagOneCorrelation(past);
    const size = effectiveSize(known.length, correlation);
    if (squares > 0 && size < FEWEST_INDEPENDENT)
        return undefined;
    return { level, variance: squares / (known.length - 1), size, correlation };
}
/** After each present value of the bake: the smallest chance of its latest means, and the rise they stand for. */
function runBrief(past, bake) {
    const known = Array.from(bake).filter(value => !Number.isNaN(value));
    return known.map((_, index) => {
        const best = { chance: 1, step: 0 };
        for (const span of [...SPANS, index + 1]) {
            if (span > index + 1 || span < 3)
                continue;
            const values = known.slice(index + 1 - span, index + 1);
            const step = values.reduce((sum, value) => sum + (value - past.level) / span, 0);
            const chance = chanceOf(past, step, span);
            if (chance < best.chance)
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
function chooseScale(past, isFraction) {
    const high = past.length === 0 ? 0 : quantile(past, 0.9);
    const hasZeros = past.some(value => value === 0);
    if (past.some(value => value < 0))
        return linearScale(past);
    if (isFraction)
        return logScale(FRACTION_OFFSET, Math.max(median(past), 0));
    if (!hasZeros)
        return logScale(0, median(past));
    return high > 0 ? logScale(ZERO_OFFSET * high, median(past)) : occurrence();
}
function logScale(offset, level) {
    const centre = Math.log(level + offset);
    const apply = (value) => {
        const moved = value + offset;
        const logarithm = moved > 0 ? Math.log(moved) : -Infinity;
        return Math.max(centre - MOST_LOG, Math.min(centre + MOST_LOG, logarithm));
    };
    return { apply, step: (from, factor) => Math.abs(apply(from * factor) - apply(from)) };
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

;// CONCATENATED MODULE: ./.cache/build/stats/tail.js

/** Fits the uppermost `share` of ascending values, each worth `worth` (0..1) independent ones. */
function fitTail(ascending, share, worth) {
    const start = quantileOfSorted(ascending, 1 - share);
    const above = ascending.filter(value => value > start);
    const excess = above.reduce((sum, value) => sum + (value - start) / above.length, 0);
    const weight = Math.max(0.5, above.length * worth);
    return { start, share: above.length / Math.max(1, ascending.length), excess, weight };
}
/** The value that a new one exceeds with probability p; the tail's start where p is no smaller than its share. */
function tailQuantile({ start, share, excess, weight }, p) {
    if (p >= share || excess === 0)
        return start;
    return start + excess * weight * ((share / p) ** (1 / weight) - 1);
}
/** P(a new value exceeds x), for x at or above the tail's start. */
function tailProbability({ start, share, excess, weight }, x) {
    if (x <= start)
        return share;
    return excess === 0 ? 0 : share * (1 + (x - start) / (excess * weight)) ** -weight;
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
/** Last points of the bake that are averaged: short ones for a spike, long ones for a small lasting shift. */
const scan_SPANS = [1, 2, 3, 5, 8, 13, 21, 34];
/** Of the spans, the ones whose band is the narrowness of a predictor. */
const BAND_SPANS = [4, 6];
/** From this span on single values are cut at so many robust deviations: a spike is not a shift. */
const CLIP_FROM = 3;
const CLIP_DEVIATIONS = 2;
const NORMAL_MAD = 1.4826;
const MOST_WINDOWS = 300;
/** With fewer placebo windows than this nothing can be calibrated. */
const FEWEST_WINDOWS = 12;
/** Placebo windows overlap: a new one starts after a third of the window. */
const STRIDES = 3;
/** Uppermost share of the placebos whose tail is fitted. */
const TAIL_SHARE = 0.3;
/** The maximum of a window depends on a part of it, so that overlapping ones are worth nearly a whole one each. */
const OVERLAP_WORTH = 3;
/** Of a span's spread over the placebos, in steps that matter: a constant past must not alarm at a whisper. */
const LEAST_SPREAD = 0.3;
/** A tenth of the bake must be out of line, at most three steps running. */
const MOST_RUNNING = 3;
/** undefined: the past holds fewer than twelve placebo windows. */
function calibrateScan(past, plan) {
    return LEVELS.map(length => calibrateLevel(past, plan, length)).reduce((best, scan) => (best === undefined || (scan && band(scan) < band(best)) ? scan : best), undefined);
}
/** The statistic after each present value of the bake. */
function runScan(scan, bake) {
    const means = meansOf(subtract(bake, scan.level), scan.clip);
    const running = looksInLine(scan.plan.window);
    const rises = lowestOfLast(highestOfRows(means, value => value), running);
    const scores = lowestOfLast(scoresOf(means, scan), running);
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
    return { ...scan, threshold: tailQuantile(scan.tail, chance) };
}
/** How large a lasting change must be to be seen for certain. */
function band({ centres, spreads, threshold }) {
    const widths = BAND_SPANS.map(k => (centres[k] ?? 0) + threshold * (spreads[k] ?? 0));
    return widths.reduce((sum, width) => sum + width / widths.length, 0);
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
    const placebos = sorted(scores);
    const stride = strideOf(past.length, plan, length);
    const tail = fitTail(placebos, TAIL_SHARE, Math.min(1, (OVERLAP_WORTH * stride) / plan.window));
    const threshold = tailQuantile(tail, plan.alpha);
    const byMoment = new Map(windows.map(({ before }, i) => [before, scores[i] ?? 0]));
    return { plan, level, clip, ...spans, threshold, stride, placebos, tail, byMoment };
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
    return Math.max(1, Math.floor(plan.window / STRIDES), Math.ceil(room / MOST_WINDOWS));
}
function lastStart(slots, plan) {
    return slots - plan.gap - plan.window;
}
/** A long level may be learned from less at the beginning of a short past. */
function firstStart(slots, length) {
    return Math.max(3, Math.min(length, Math.floor(slots / 4)));
}
function levelBefore(past, end, length) {
    const slots = past.subarray(Math.max(0, end - length), end);
    const known = slots.filter(value => !Number.isNaN(value));
    return known.length * 2 < slots.length ? NaN : quantileOfSorted(known.sort(), 0.5);
}
function subtract(values, level) {
    return values.map(value => value - level);
}
function clipOf(windows, leastStep) {
    const sizes = new Float64Array(windows.reduce((sum, { residuals }) => sum + residuals.length, 0));
    let count = 0;
    for (const { residuals } of windows) {
        for (const value of residuals)
            if (!Number.isNaN(value))
                sizes[count++] = Math.abs(value);
    }
    const deviation = NORMAL_MAD * quantileOfSorted(sizes.subarray(0, count).sort(), 0.5);
    return Math.max(CLIP_DEVIATIONS * deviation, 2 * leastStep);
}
/**
 * For each present value one row of as many numbers as there are spans: the means of the last 1, 2, 3, 5, …
 * values; −∞ where there are fewer.
 */
function meansOf(residuals, clip) {
    const known = residuals.filter(value => !Number.isNaN(value));
    const whole = runningSums(known);
    const clipped = runningSums(known.map(value => Math.max(-clip, Math.min(clip, value))));
    const means = new Float64Array(known.length * scan_SPANS.length).fill(-Infinity);
    scan_SPANS.forEach((span, k) => {
        const sums = span < CLIP_FROM ? whole : clipped;
        for (let end = span; end <= known.length; end++) {
            means[(end - 1) * scan_SPANS.length + k] = ((sums[end] ?? 0) - (sums[end - span] ?? 0)) / span;
        }
    });
    return means;
}
function runningSums(values) {
    const sums = new Float64Array(values.length + 1);
    values.forEach((value, i) => (sums[i + 1] = (sums[i] ?? 0) + value));
    return sums;
}
function describeSpans(windows, leastStep) {
    const centres = [];
    const spreads = [];
    scan_SPANS.forEach((_, k) => {
        const maxima = sorted(windows.map(means => greatestOfSpan(means, k)));
        const centre = Math.max(0, quantileOfSorted(maxima, 0.5));
        const above = maxima.filter(value => value > centre);
        const excess = above.reduce((sum, value) => sum + (value - centre) / above.length, 0);
        centres.push(centre);
        spreads.push(Math.max(excess, LEAST_SPREAD * leastStep));
    });
    return { centres, spreads };
}
function greatestOfSpan(means, k) {
    let most = -Infinity;
    for (let i = k; i < means.length; i += scan_SPANS.length)
        most = Math.max(most, means[i] ?? most);
    return most;
}
/** By row: how far its most conspicuous span is out of line. */
function scoresOf(means, { centres, spreads }) {
    return highestOfRows(means, (mean, k) => (mean - (centres[k] ?? 0)) / (spreads[k] ?? 1));
}
function highestOfRows(means, score) {
    const best = new Float64Array(means.length / scan_SPANS.length).fill(-Infinity);
    means.forEach((mean, i) => {
        const row = Math.floor(i / scan_SPANS.length);
        best[row] = Math.max(best[row] ?? -Infinity, score(mean, i % scan_SPANS.length));
    });
    return best;
}
/** What all of the last so many values reached; −∞ where there are fewer. */
function lowestOfLast(values, running) {
    return values.map((_, i) => {
        let lowest = i + 1 < running ? -Infinity : Infinity;
        for (let back = 0; back < running; back++)
            lowest = Math.min(lowest, values[i - back] ?? lowest);
        return lowest;
    });
}
/** −1e9 for a window too short to have a score: it counts as quiet. */
function greatest(scores) {
    return scores.reduce((most, score) => Math.max(most, score), -1e9);
}

;// CONCATENATED MODULE: ./.cache/build/judge/series.js





/** Slots of history that are looked at: more would cost time and teach little. */
const MOST_SLOTS = 30_000;
/** Steps running that must be out of line, where the bake has so many. */
const PERSIST = 2;
function learnSeries(track, question, frame) {
    const { grain, direction, tolerance, alpha } = question;
    const raw = pastGrid(track.past, grain, frame.rolloutStart, MOST_SLOTS);
    const known = present(raw);
    const scale = chooseScale(known, question.isFraction);
    const before = median(baselineValues(track.past, frame));
    const leastStep = scale.step(before, toleratedFactor(direction, tolerance));
    const own = transform(raw, scale, direction);
    const grid = track.control === undefined
        ? own
        : less(own, transform(pastGrid(track.control.past, grain, frame.rolloutStart, own.length), scale, direction));
    const slots = slotOfLook(frame.bake.end, grain, frame.bake.start) + 1;
    const gap = Math.max(0, Math.round((frame.bake.start - frame.rolloutStart) / grain));
    const scan = calibrateScan(grid, { window: slots, gap, leastStep, alpha });
    const brief = scan === undefined ? describePast(grid) : undefined;
    const learned = { question, scale, before, leastStep, slots };
    return {
        ...learned,
        ...(scan === undefined ? {} : { scan }),
        ...(brief === undefined ? {} : { brief })
    };
}
function compareSeries(past, track, frame) {
    const { grain, direction } = past.question;
    const place = (samples) => transform(bakeGrid(samples, grain, frame.bake.start, past.slots), past.scale, direction);
    const own = place(track.bake);
    const grid = track.control === undefined ? own : less(own, place(track.control.bake));
    const unknown = notComparable(past, present(grid).length);
    if (unknown !== undefined)
        return unknown;
    const found = past.scan === undefined ? byBrief(past, grid) : byScan(past, past.scan, grid, frame);
    const slot = found.index === undefined ? undefined : slotsKnown(grid)[found.index];
    const broke = slot === undefined ? undefined : frame.bake.start + (slot + 1) * grain;
    const recent = track.bake.filter(sample => sample.at >= (broke ?? -Infinity));
    const after = median((recent.length > 0 ? recent : track.bake).map(sample => sample.value));
    return {
        ...found.facts,
        before: past.before,
        after,
        ...(past.before > 0 && after > 0 ? { ratio: after / past.before } : {}),
        ...(broke === undefined ? {} : { firstBreach: broke })
    };
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
function byScan(past, scan, grid, frame) {
    const steps = runScan(scan, grid);
    const isLarge = ({ rise }) => rise >= past.leastStep;
    const alarm = steps.findIndex(step => step.score > scan.threshold && isLarge(step));
    const index = alarm < 0 ? undefined : alarm;
    const most = Math.max(...steps.map(step => step.score));
    const ends = slotsKnown(grid).map(slot => frame.bake.start + (slot + 1) * past.question.grain);
    const facts = {
        state: index === undefined ? 'not-worse' : 'worse',
        chance: index === undefined ? 1 : placeboChance(scan, most),
        placebo: {
            windows: scan.placebos.length,
            alarmed: scan.placebos.filter(placebo => placebo > scan.threshold).length
        },
        path: steps.map((step, i) => ({
            at: ends[i] ?? frame.bake.end,
            surprise: isLarge(step) ? -Math.log(placeboChance(scan, step.score)) : 0
        })),
        powerful: band(scan) <= 2 * past.leastStep,
        suspicious: false
    };
    return { facts, index };
}
function byBrief(past, grid) {
    const { brief } = past;
    const steps = brief === undefined ? [] : runBrief(brief, grid);
    // Every slot is a chance to be wrong.
    const alpha = past.question.alpha / past.slots;
    const index = firstRunning(steps, ({ chance, step }) => chance < alpha && step >= past.leastStep);
    const values = present(grid);
    const rise = median(values) - (brief?.level ?? 0);
    const facts = {
        state: index === undefined ? 'not-worse' : 'worse',
        chance: Math.min(1, past.slots * Math.min(1, ...steps.map(step => step.chance))),
        powerful: false,
        suspicious: index === undefined && rise >= past.leastStep
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
/** Slot by slot, aligned at the newest slot of the past and at the first of the bake alike (same length). */
function less(own, other) {
    const shift = other.length - own.length;
    return own.map((value, slot) => value - (other[slot + shift] ?? NaN));
}
/** The slots that hold a value, in order. */
function slotsKnown(grid) {
    return Array.from(grid.keys()).filter(slot => !Number.isNaN(grid[slot]));
}
/** The values of the baseline window; all there are where that window holds none. */
function baselineValues(past, frame) {
    const inside = past.filter(({ at }) => at > frame.baseline.start && at <= frame.baseline.end);
    return (inside.length > 0 ? inside : past).map(sample => sample.value);
}

;// CONCATENATED MODULE: ./.cache/build/judge/compare.js





/** Without `compare`, what counts as "got worse" for a limit that the baseline broke as well. */
const DEFAULT_TOLERANCE = { counts: 0.5, values: 0.25 };
/** How many old series a new one is held against. */
const MOST_STAND_INS = 20;
/** What the user asked for; undefined where the check does not compare. */
function planComparison({ compare }, alpha) {
    if (compare === undefined)
        return undefined;
    const { worse, tolerance } = compare;
    return { directions: worse === 'either' ? ['higher', 'lower'] : [worse], tolerance, alpha };
}
/** What tells whether a limit that the baseline broke as well is broken worse now. */
function defaultPlan(check, way, alpha) {
    const usual = countsEvents(check) ? DEFAULT_TOLERANCE.counts : DEFAULT_TOLERANCE.values;
    return { directions: [way], tolerance: check.compare?.tolerance ?? usual, alpha };
}
/** Constants of the count boundary for one number of looks, each computed once. */
function rememberBoundaries(looks) {
    const known = new Map();
    return alpha => {
        const constant = known.get(alpha) ?? boundaryConstant(alpha, Math.max(1, looks), BOUNDARY_SHAPE);
        known.set(alpha, constant);
        return constant;
    };
}
function learn(check, reading, frame, plan, boundaryOf = rememberBoundaries(frame.looks.length)) {
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
    const boundary = byCount ? boundaryOf(alpha) : Infinity;
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
    if (track.before !== undefined || track.control !== undefined)
        return compareCounts(track, question);
    const others = all.filter(other => other.before !== undefined);
    const gone = others.filter(other => other.soFar.length === 0);
    return compareCounts({ ...track, ...pool(gone.length > 0 ? gone : others) }, question);
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
        return byPolicy(presence, 'undefined-ratio', 'The series is there, but has no number as its value (such as 0/0).');
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
        return byPolicy(presence, 'undefined-ratio', odd);
    }
    if (newest === -Infinity) {
        return byPolicy(presence, 'undefined-ratio', 'No request was counted, neither since the deploy nor before: 0/0.');
    }
    return noTraffic(presence, tracks);
}
function noTraffic(presence, tracks) {
    const expected = tracks.reduce((sum, track) => sum + expectedTotal(track, presence.frame), 0);
    const told = `Not one request since the deploy; ${(0,sentence/* sayNumber */.jp)(Math.round(expected))} were to be expected from the time before it.`;
    if (presence.check.silence === 'fail' && expected >= MISSED_REQUESTS && longEnough(presence)) {
        return fail('silent', told);
    }
    return byPolicy(presence, 'zero-traffic', told);
}
/** Requests that the baseline's rate promises for the bake so far. */
function expectedTotal(track, frame) {
    const until = track.soFar.at(-1)?.at ?? frame.bake.start;
    const width = Math.max(1, frame.baseline.end - frame.baseline.start);
    return ((track.before?.total ?? 0) * (until - frame.bake.start)) / width;
}
function never(presence) {
    const matched = presence.scanned === 0 ? ' The selector matches nothing at the endpoint.' : '';
    const before = presence.pastKnown ? ' nor before' : '; what was before is unknown';
    return byPolicy(presence, 'never-existed', `No series answers to this query, neither since the deploy${before}.${matched} Check the query.`);
}
function stopped(presence, newest) {
    const { reading, frame, check } = presence;
    const away = frame.rolloutStart - newest;
    if (away > 5 * reading.grain) {
        const told = `The series had already stopped ${(0,sentence/* sayDuration */.kP)(away)} before the rollout.`;
        return byPolicy(presence, 'stopped-at-deploy', told);
    }
    const told = `The series was there until the deploy; since then ${(0,sentence/* sayCount */.j2)(reading.empty + answeredLooks(reading), 'evaluation')} of a living endpoint had no value.`;
    if (check.silence === 'fail' && longEnough(presence))
        return fail('silent', told);
    return byPolicy(presence, 'stopped-at-deploy', told);
}
/** Nothing from the new release while its control group lives. */
function deaf(presence) {
    const told = 'The control group has values since the deploy, the new release has none.';
    if (presence.check.silence === 'fail' && longEnough(presence))
        return fail('silent', told);
    return byPolicy(presence, 'stopped-at-deploy', told);
}
function longEnough({ reading, final }) {
    const alive = reading.empty + answeredLooks(reading);
    return (alive >= Math.min(SILENT_LOOKS, reading.planned) && (final || alive === reading.looks.length));
}
/** The user's `no-data` decides what nothing means; a failure for it waits for the end. */
function byPolicy({ check, final }, code, sentence) {
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
function tellComparison(check, found, pastFailed) {
    if (found.state === 'unknown') {
        const why = pastFailed ? 'asking for the past failed' : found.why;
        return inconclusive(found.code, `It cannot be compared: ${why}.`);
    }
    const facts = factsOf(check, found);
    const told = tell(check, found);
    if (found.state === 'worse') {
        return fail('worse-than-baseline', `${told}; ${tellChance(found)}.`, facts);
    }
    if (found.suspicious && !found.powerful) {
        const thin = `${told}: more than tolerated, but there is too little data to be certain.`;
        return inconclusive('too-few-samples', thin, facts);
    }
    return pass('nothing-worse', `${told}; that is not worse than before the deploy.`, facts);
}
/** The judgement of the check that leads an alarm over all series. */
function tellJointAlarm(judgement, { labels, before, after }, at, { placebo }) {
    const audit = `${(0,sentence/* sayCount */.j2)(placebo.windows, 'past window')}, ${(0,sentence/* sayNumber */.jp)(placebo.alarmed)} of which would have alarmed`;
    const told = `All series together got worse, this one the most: ${(0,sentence/* say */.cv)(after, judgement.unit)}, ${(0,sentence/* say */.cv)(before, judgement.unit)} before the deploy`;
    return {
        ...judgement,
        verdict: 'fail',
        code: 'joint-alarm',
        certain: true,
        sentence: `${told}; checked against ${audit}.`,
        before,
        after,
        placebo,
        firstBreach: at,
        ...(judgement.seriesCount > 1 ? { series: labels } : {})
    };
}
function factsOf(check, found) {
    const { before, after, chance, placebo, counts, firstBreach, ratio, interval } = found;
    return {
        before,
        after,
        ...(chance === undefined ? {} : { chance }),
        ...(placebo === undefined ? {} : { placebo }),
        ...(counts === undefined ? {} : { counts }),
        ...(firstBreach === undefined ? {} : { firstBreach }),
        ...(ratio === undefined ? {} : { effect: { ratio, ...interval } }),
        ...(check.compare === undefined
            ? {}
            : { limit: { kind: 'tolerance', value: check.compare.tolerance } })
    };
}
function tell(check, found) {
    const { counts, ratio } = found;
    if (counts !== undefined && check.kind === 'ratio') {
        const rates = `${(0,sentence/* sayCount */.j2)(counts.bad, 'bad event')} in ${(0,sentence/* sayCount */.j2)(counts.total, 'request')} (${(0,sentence/* say */.cv)(found.after, 'fraction')})`;
        return `${rates}, ${sayExpected(counts.expected)} expected (${(0,sentence/* say */.cv)(found.before, 'fraction')})`;
    }
    if (counts !== undefined) {
        const time = (0,sentence/* sayDuration */.kP)(counts.total * 1000);
        return `${(0,sentence/* sayCount */.j2)(counts.bad, 'event')} in ${time}, ${sayExpected(counts.expected)} expected`;
    }
    const change = ratio === undefined || found.before === found.after ? '' : ` (${(0,sentence/* sayRatio */.fU)(ratio)})`;
    return `${(0,sentence/* say */.cv)(found.after, check.unit)}${change}, ${(0,sentence/* say */.cv)(found.before, check.unit)} before the deploy`;
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
    const findings = RULES.flatMap(rule => rule(trial, questions));
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
        samples: countSamples(reading),
        looks: { planned: reading.planned, answered: reading.answered },
        seriesCount,
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
                        : `All ${(0,sentence/* sayCount */.j2)(points.length, 'request')} got the expected answer.`, facts)
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
        const before = check.kind === 'ratio' ? ratioBefore(track) : eventsBefore(track);
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
function eventsBefore({ before, soFar }) {
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
    return questions.map(({ labels, found }) => ({
        ...tellComparison(trial.check, found, trial.evidence.pastFailure !== undefined),
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



/** Surprise below which a series adds nothing: a chance of 8 %. Chosen on the faults in `bench/`. */
const FLOOR = 2.5;
/** Share of the series that must know a moment for it to count. */
const LEAST_KNOWN = 0.7;
/** With fewer common moments than this there is nothing to calibrate on. */
const FEWEST_MOMENTS = 12;
/** undefined: fewer than two series with a placebo past, or too little of it in common. */
function calibrateJoint(comparers, alpha) {
    const scans = comparers.flatMap(({ pasts }) => [...pasts.values()].flatMap(({ scan }) => scan ?? []));
    const first = scans[0];
    if (first === undefined || scans.length < 2)
        return undefined;
    const sums = sorted(commonMoments(scans).map(excessOf));
    if (sums.length < FEWEST_MOMENTS)
        return undefined;
    const worth = Math.min(1, (OVERLAP_WORTH * first.stride) / first.plan.window);
    const fitted = tailQuantile(fitTail(sums, TAIL_SHARE, worth), alpha);
    // Where the past never surprised, still no less than one series alone needs.
    const threshold = Math.max(fitted, -Math.log(alpha) - FLOOR);
    const alarmed = sums.filter(sum => sum > threshold).length;
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
        const chance = Math.max(scan.plan.alpha, Math.exp(-joint.threshold - FLOOR));
        pasts.set(key, { ...past, scan: withChance(scan, chance) });
    }
    return { ...comparer, pasts };
}
/** The first moment at which the surprises of all series together are too much, and the series that leads. */
function findJointAlarm(paths, joint) {
    const moments = [...new Set(paths.flatMap(path => path.map(({ at }) => at)))].sort((a, b) => a - b);
    for (const at of moments) {
        const now = paths.map(path => path.find(point => point.at === at)?.surprise ?? 0);
        const most = Math.max(...now);
        if (excessOf(now) > joint.threshold && most > FLOOR)
            return { at, leader: now.indexOf(most) };
    }
    return undefined;
}
function excessOf(surprises) {
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
function sound(tally) {
    return (Number.isFinite(tally.bad) && Number.isFinite(tally.total) && tally.bad >= 0 && tally.total >= 0);
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
    const alpha = falseAlarmRate / Math.max(1, comparing.length);
    const boundaryOf = rememberBoundaries(frame.looks.length);
    const comparers = comparing.flatMap(({ check, evidence }) => {
        const plan = planComparison(check, alpha);
        if (plan === undefined)
            return [];
        return [[check.name, learn(check, read(check, evidence, frame), frame, plan, boundaryOf)]];
    });
    const required = comparing.filter(({ check }) => check.required && !countsEvents(check));
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
 * Judges everything that is known so far. `final`: no look will follow (the end of the bake, or of what
 * can be had of it). Deterministic and total: any evidence gets a defined answer, never an exception.
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
            final: options.final
        };
        return judgeCheck(trial);
    });
    const together = current.joint === undefined ? judged : judgeTogether(judged, current.joint);
    return conclude(together, frame, looksDone(cases), options);
}
/** Looks that every check was asked at: endpoints have delays of their own, and a probe has none. */
function looksDone(cases) {
    const waiting = cases.filter(({ evidence }) => !evidence.pointInTime);
    const asked = (waiting.length > 0 ? waiting : cases).map(({ evidence }) => evidence.looks.length);
    return asked.length === 0 ? 0 : Math.min(...asked);
}
/** The alarm over all checks together is told by the check that leads it. */
function judgeTogether(judged, joint) {
    const paths = judged.flatMap(({ judgement, paths: own }, index) => judgement.required ? own.map(path => ({ index, ...path })) : []);
    const alarm = findJointAlarm(paths.map(({ path }) => path), joint);
    const leader = alarm === undefined ? undefined : paths[alarm.leader];
    if (alarm === undefined || leader === undefined)
        return judged;
    return judged.map((one, index) => index === leader.index && one.judgement.verdict !== 'fail'
        ? { ...one, judgement: tellJointAlarm(one.judgement, leader, alarm.at, joint) }
        : one);
}

;// CONCATENATED MODULE: ./.cache/build/plan.js
/** How many points of history one check asks for at most: a range answer of the usual size. */
const mostHistoryPoints = 10_000;
/** Fixes every instant of a bake. Nothing is asked at an instant that is not derived from this. */
function planFrame({ bake, baseline, deployedAt, startedAt }) {
    const rolloutStart = startedAt ?? deployedAt - baseline.gap;
    const start = deployedAt + bake.settle;
    const window = { start, end: start + bake.duration };
    return {
        rolloutStart,
        deployedAt,
        bake: window,
        interval: bake.interval,
        looks: lookEnds(window, bake.interval),
        ...pastWindows(baseline, rolloutStart, bake.interval)
    };
}
/** The same bake, longer by `extend`. Looks that were planned stay where they were. */
function extendFrame(frame, extend) {
    const bake = { start: frame.bake.start, end: frame.bake.end + extend };
    return { ...frame, bake, looks: lookEnds(bake, frame.interval) };
}
/** The bake after a rollback: another window, the same past. */
function recoveryFrame(frame, verify, completedAt) {
    const start = completedAt + verify.settle;
    const bake = { start, end: start + verify.duration };
    // A verification shorter than one interval still needs a look.
    const interval = Math.min(frame.interval, verify.duration);
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
/** start + interval, start + 2 interval, …, and always the window's end. */
function lookEnds(window, interval) {
    const count = Math.max(1, Math.ceil((window.end - window.start) / interval));
    return Array.from({ length: count }, (_, index) => Math.min(window.start + (index + 1) * interval, window.end));
}

;// CONCATENATED MODULE: ./.cache/build/bake/ask.js

/** Below this an offset is noise of the `Date` header; above it the windows are shifted. */
const noticeableSkew = 2_000;
/** Above this nobody can say which data belong to the deploy. */
const hopelessSkew = 900_000;
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
    return {
        io: own,
        skew: () => skew,
        ask: (source, grid) => ask(source, grid, own, () => skew, endpoint)
    };
}
async function ask(source, grid, io, skew, endpoint) {
    if (Math.abs(skew()) > hopelessSkew)
        return { kind: 'failure', failure: clockSkew(endpoint, skew()) };
    const shift = source.pointInTime ? 0 : skew();
    try {
        const measurement = await source.measure({ ...grid, first: grid.first + shift, last: grid.last + shift }, io);
        if (Math.abs(skew()) > hopelessSkew) {
            return { kind: 'failure', failure: clockSkew(endpoint, skew()) };
        }
        return { kind: 'answer', measurement: shift === 0 ? measurement : shifted(measurement, -shift) };
    }
    catch (error) {
        if (error instanceof errors/* ProviderError */.mZ)
            return { kind: 'failure', failure: error.failure };
        throw error;
    }
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
    return { state: data.stale ? 'stale' : 'empty', ...answer };
}
/** Several answers as one: complete only when each is. */
function combined(measurements) {
    const scanned = measurements.flatMap(({ scanned }) => (scanned === undefined ? [] : [scanned]));
    return {
        complete: measurements.every(({ complete }) => complete),
        notes: measurements.flatMap(({ notes }) => notes),
        retries: measurements.reduce((total, { retries }) => total + retries, 0),
        ...(scanned.length === 0 ? {} : { scanned: Math.max(...scanned) })
    };
}
/** The windows before the deploy that a baseline speaks of, in order of time. */
function pastSpans(baseline, frame) {
    if (baseline.kind === 'same-time') {
        const spans = [...baseline.offsets]
            .sort((a, b) => b - a)
            .map(offset => ({ start: frame.bake.start - offset, end: frame.bake.end - offset }));
        return { baseline: spans, history: spans };
    }
    const windows = pastWindows(baseline, frame.rolloutStart, frame.interval);
    return { baseline: [windows.baseline], history: [windows.history] };
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
    const steps = await askSteps(counting, ends.at(-1) ?? counting.frame.bake.start);
    const answers = [];
    for (const end of ends) {
        const soFar = exact.has(end) ? await askSoFar(counting, end) : [];
        answers.push(lookOf(counting, end, [...soFar, ...steps], exact.has(end)));
    }
    return answers;
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
        return values_ask(watching, group, first, last, width);
    };
    let reading = await over(span);
    if (reading.kind === 'failure' && fallback.start > span.start)
        reading = await over(fallback);
    if (reading.kind === 'failure')
        return reading.failure;
    keep(group.past, reading.measurement);
    return undefined;
}
// ── since the bake's start ───────────────────────────────────────────────────────────────────────
async function values_askLooks(watching, ends) {
    const answers = [];
    for (const run of regularRuns(ends, watching.frame.interval)) {
        answers.push(...(await askRun(watching, run)));
    }
    return answers;
}
/** Looks that stand on one grid, asked in one request a group. */
async function askRun(watching, ends) {
    const { frame, canary, groups } = watching;
    const first = ends[0] ?? frame.bake.end;
    const last = ends.at(-1) ?? first;
    const readings = await Promise.all(groups.map(group => values_ask(watching, group, first, last, frame.interval)));
    readings.forEach((reading, index) => keepReading(groups[index]?.bake, reading));
    if (watching.asksSoFar) {
        const soFar = await values_ask(watching, canary, last, last, last - frame.bake.start);
        keepReading(canary.soFar, soFar);
        readings.push(soFar);
    }
    return ends.map(end => stateOf(readings, {
        has: values_hasWithin(canary.bake, end, frame.interval),
        stale: hasAny(canary.bake)
    }));
}
/** A point-in-time question: asked now, kept under the look it was planned for. */
async function askNow(watching, look) {
    const { frame, canary, asker } = watching;
    const now = asker.io.clock.now();
    const reading = await values_ask(watching, canary, now, now, now - frame.rolloutStart);
    if (reading.kind === 'answer') {
        keepBefore(watching, reading.measurement);
        const series = reading.measurement.series.map(({ labels, samples }) => ({
            labels,
            samples: samples.slice(-1).map(({ value }) => ({ at: look, value }))
        }));
        keep(canary.bake, { ...reading.measurement, series });
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
async function values_ask({ connected, frame, asker }, group, first, last, width) {
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
        keep(known, reading.measurement);
}
function keep(known, measurement) {
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
    const { kind } = connected.check;
    const keeper = kind === 'ratio' || kind === 'count'
        ? countKeeper(connected, frame, asker, options.past?.grain)
        : valueKeeper(connected, frame, asker);
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
        counts: joined(past.counts, tracks.counts, (known, now) => ({
            ...(now ?? { ...known, soFar: [], steps: [] }),
            past: known.past,
            ...(known.before === undefined ? {} : { before: known.before })
        })),
        values: joined(past.values, tracks.values, (known, now) => ({
            ...(now ?? { ...known, bake: [] }),
            past: known.past
        }))
    };
}
/** Every series that was known before or is there now: one that stopped must be seen to have stopped. */
function joined(past, tracks, join) {
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
        judge: final => judge(cases(), frame, calibration, { final, earlyPass: request.bake.earlyPass }),
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
 * becomes warnings, since a backend that is down now may be up in a minute.
 */
async function preflightEndpoints({ http, world, warnings }, connected, interval) {
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
                : askOnce(check, index, asker, clock.now() - check.endpoint.delay, interval);
        }));
        report(found.flat(), warnings);
    }
}
async function askOnce({ check, sources, control, pointInTime }, index, asker, at, width) {
    const instant = pointInTime ? asker.io.clock.now() : at;
    const grid = { first: instant, last: instant, step: width, width };
    const readings = await Promise.all([...sources, ...control].map(async ({ name, source }) => ({
        name,
        reading: await asker.ask(source, grid)
    })));
    return readings.flatMap(({ name, reading }) => reading.kind === 'answer'
        ? []
        : [{ path: `checks[${index}] "${check.name}" ${name}`, failure: reading.failure }]);
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

// EXTERNAL MODULE: ./.cache/build/rollback/record.js
var record = __webpack_require__(9411);
// EXTERNAL MODULE: ./.cache/build/rollback/evidence.js
var evidence = __webpack_require__(6963);
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
            return { histories: added(facts.histories, question.id, history) };
        }
        case 'rollback-runs':
            return { rollbackRuns: await rollbackRuns(asking) };
        case 'verdict': {
            const statuses = await permitted(() => github.statuses(question.sha), [], asking.warnings);
            const verdict = (0,record/* readVerdict */.wk)(statuses, deploy, request.identity);
            return { verdicts: added(facts.verdicts, question.sha, verdict) };
        }
        case 'tags':
            return { tags: added(facts.tags, question.sha, await tagsOf(question.sha, asking)) };
        case 'commit': {
            const { name } = question;
            const commit = (0,rollback_tag/* isSha */.HH)(name) ? await github.commit(name) : await github.tagCommit(name);
            return { commits: added(facts.commits, name, commit) };
        }
        case 'comparison': {
            const comparison = await github.compare(question.sha, deploy.sha);
            return { comparisons: added(facts.comparisons, question.sha, comparison) };
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
function added(map, key, value) {
    return new Map(map).set(key, value);
}

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
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

;// CONCATENATED MODULE: ./.cache/build/rollback/preflight.js



/**
 * Checks before the bake that the rollback workflow can be dispatched with what we are going to send. Three
 * requests at most. `ownWorkflow` is the path of the workflow that the gate itself runs in.
 *
 * Rejects with ConfigError `workflow-not-dispatchable` that names every problem found, and with GitHubError
 * when GitHub does not answer. What the token may not read is a warning, and nothing is then known to be
 * declared.
 */
async function preflightRollback(github, rollback, { defaultBranch, ownWorkflow }) {
    const ref = rollback.ref ?? defaultBranch;
    try {
        const { path, parsed } = await findWorkflow(github, rollback, ref);
        const problems = findProblems(parsed, rollback);
        if (problems.length > 0)
            throw notDispatchable(rollback, problems);
        const declares = readDeclared(parsed);
        const own = path === ownWorkflow ? parsed : await readOwn(github, ownWorkflow, ref);
        const warnings = [
            ...warnOfTitle(declares, rollback.workflow),
            ...warnOfGroup(parsed, own, rollback.workflow)
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
    const source = await github.file(workflow.path, ref);
    if (source === undefined)
        throw missing(rollback, ref);
    return { path: workflow.path, parsed: readWorkflow(source) };
}
async function readOwn(github, path, ref) {
    const source = path === undefined ? undefined : await github.file(path, ref);
    return source === undefined ? undefined : readWorkflow(source);
}
/** Syntax: https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax */
function readWorkflow(source) {
    const document = (0,dist/* parseDocument */.Tp)(source, { logLevel: 'silent' });
    const [error] = document.errors;
    const empty = { inputs: undefined, runName: '', groups: [] };
    if (error !== undefined)
        return { ...empty, problem: error.message.split('\n', 1)[0] ?? '' };
    const root = asRecord(document.toJS({ maxAliasCount: 100 }));
    const runName = root['run-name'];
    const jobs = Object.values(asRecord(root['jobs'])).map(asRecord);
    return {
        inputs: readInputs(root['on']),
        runName: typeof runName === 'string' ? runName : '',
        groups: [root, ...jobs].flatMap(part => readGroup(part['concurrency']))
    };
}
function readInputs(on) {
    if (on === 'workflow_dispatch')
        return new Map();
    if (Array.isArray(on))
        return on.includes('workflow_dispatch') ? new Map() : undefined;
    const events = asRecord(on);
    if (!('workflow_dispatch' in events))
        return undefined;
    const inputs = asRecord(asRecord(events['workflow_dispatch'])['inputs']);
    return new Map(Object.entries(inputs).map(([name, input]) => [name, readInput(asRecord(input))]));
}
function readInput(input) {
    const { type } = input;
    return {
        type: typeof type === 'string' ? type : 'string',
        required: input['required'] === true,
        hasDefault: input['default'] !== undefined && input['default'] !== null
    };
}
function readGroup(concurrency) {
    const group = typeof concurrency === 'string' ? concurrency : asRecord(concurrency)['group'];
    return typeof group === 'string' ? [group] : [];
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
        if (input.required && !input.hasDefault && !sent.has(name)) {
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
/** A group held by the gate is free only when the gate ends, and the gate waits for the rollback. */
function warnOfGroup(rollback, own, workflow) {
    // The name of the workflow or the id of the run makes equal texts different groups.
    const isApart = (group) => own !== rollback && /github\.(workflow|run_id)/.test(group);
    const shared = rollback.groups.find(group => !isApart(group) && own?.groups.includes(group));
    if (shared === undefined)
        return [];
    return [
        `${workflow} and the workflow of this gate share the concurrency group "${shared}": the rollback would wait for the gate, which waits for the rollback. Give ${workflow} a group of its own.`
    ];
}
function missing({ workflow }, ref) {
    return problem(`there is no workflow .github/workflows/${workflow} on ${ref}. Create it there, or set rollback.workflow`);
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
function asRecord(value) {
    const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isRecord ? value : {};
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
            description: describe(`${RELEASED}${reason}`, claimant),
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
        description: describe(words, claimant),
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
function describe(words, { correlation }) {
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
const INVISIBLE = 60_000;
/**
 * Polls the run until it ends, or one of the deadlines passes; a run is never cancelled by us. Answers of 5xx
 * and lost ones are waited out. About 90 requests for a run of 30 minutes. Never rejects with a GitHubError;
 * an aborted signal ends it with status `dispatched`.
 */
async function followRun(world, follow) {
    let state = { standing: undefined, since: follow.dispatchedAt, startedAt: undefined };
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
        const end = seen.kind === 'run' && seen.run.status === 'completed' ? ended(seen.run) : undefined;
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
    return { standing: run.status, since: same ? state.since : now, startedAt };
}
function hasStarted(run) {
    return run.status === 'in_progress' || run.status === 'completed';
}
function ended(run) {
    const times = {
        ...(run.startedAt === undefined ? {} : { startedAt: run.startedAt }),
        completedAt: run.updatedAt
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
        const patience = state.standing === undefined ? INVISIBLE : follow.startTimeout;
        if (elapsed >= Math.min(patience, follow.startTimeout))
            return notStarted(state, follow, elapsed);
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
            const isOurs = runs.some(run => history.some(it => it.logUrl?.includes(`/runs/${run.id}`)));
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
    const { defaultBranch } = session.repository;
    const { workflowFile } = session.run;
    try {
        const preflight = await preflightRollback(session.rollbackGitHub, settings, {
            defaultBranch,
            ...(workflowFile === '' ? {} : { ownWorkflow: `.github/workflows/${workflowFile}` })
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
/** Dispatches, follows to the end, and lets the same checks say whether the service recovered. */
async function rollBackAndVerify(session, plan, incident, onProgress) {
    const { world, run, deploy } = session;
    const { settings } = plan;
    const deadline = () => world.clock.now() + settings.timeout + settings.verify.settle + settings.verify.duration;
    const rolled = await rollBack({
        github: session.github,
        rollbackGitHub: session.rollbackGitHub,
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
        isRollback: session.run.isRollbackOf(settings.workflow),
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
    return connected.checks
        .filter(({ check }) => failing.includes(check.name))
        .map(({ provider }) => (provider.logs ? 'logs-counts' : 'metrics'));
}
/**
 * The end of a run is told in whole seconds, by a clock that ours follows to 1.5 s: no look may reach back
 * into the rollback itself.
 */
const stampUncertainty = 2_500;
async function verifyRollback(session, settings, incident, rolled, onProgress) {
    const { world } = session;
    const completedAt = rolled.completedAt ?? world.clock.now();
    const frame = recoveryFrame(incident.frame, settings.verify, completedAt + stampUncertainty);
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
    return bake({ ...request, bake: settings.bake, falseAlarmRate: settings.falseAlarmRate }, {
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
    await preflightEndpoints(session, session.connected, settings.bake.interval);
    const frame = frameOf(session);
    for (const line of (0,lines/* startLines */.a1)(deploy, frame, settings.checks))
        world.log.info(line);
    const story = tellers(session, plan?.decision);
    await reporter.begin(story.settling(frame));
    const watch = watchDeployments(session);
    const early = (0,build_outcome/* clockEnding */.ej)(session.clockSkew) ?? supersededEndingOf(await watch.lookNow());
    if (early !== undefined)
        return story.ended(early, undefined);
    const result = await bakeDeploy(session, frame, watch, progress => reporter.progress(story.baking(frame, progress)));
    const baked = bakedOf(session, result);
    const ending = await endingOfBake(result.analysis, watch);
    const outcome = story.ended(ending, baked);
    await reporter.verdict(outcome);
    if (plan === undefined || !wantsRollback(session, outcome))
        return outcome;
    const incident = { frame, failing: failingChecks(result.analysis), evidence: result.evidence };
    const rollback = await rollBackAndVerify(session, plan, incident, (partial, progress) => reporter.progress(story.ended({ ...ending, rollback: partial, progress }, baked)));
    return story.ended({ ...ending, rollback }, baked);
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
function frameOf({ settings, deploy }) {
    const [first] = settings.checks;
    if (first === undefined)
        throw new Error('a configuration without checks');
    return planFrame({
        bake: settings.bake,
        baseline: first.baseline,
        deployedAt: deploy.deployedAt,
        startedAt: deploy.startedAt
    });
}
async function bakeDeploy(session, frame, watch, onLook) {
    const { world, settings, connected } = session;
    const result = await bake({
        checks: connected.checks,
        frame,
        bake: settings.bake,
        falseAlarmRate: settings.falseAlarmRate,
        asksPast: true
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
            progress: { phase: 'settling', deadline: deadline(frame) }
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
 * Opens the incident's issue, one per service, environment and deployed commit: a second run that comes to
 * the same end finds it by its marker. Never rejects; undefined where it could not be opened, with a warning.
 */
async function openIncident(github, log, { deploy, title, body }) {
    const marker = writeMarker(deploy);
    try {
        const open = await github.issues(label);
        if (open.some(issue => issue.body.startsWith(marker)))
            return undefined;
        const { url } = await github.createIssue(title, `${marker}\n${body}`, [label]);
        return url;
    }
    catch (error) {
        if (!(error instanceof errors/* GitHubError */.y_))
            throw error;
        log.warning(`The incident's issue was not opened. ${error.message}`);
        return undefined;
    }
}
/** Encoded as in a URL's query, so that no name can end the comment. */
function writeMarker({ service, environment, sha }) {
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
    schemas/* strictObject */.rej({ kind: schemas/* literal */.euz('same-time'), ...baselineCommon, offsets: schemas/* array */.YOg(duration) }),
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
    schemas/* strictObject */.rej({ kind: schemas/* literal */.euz('firing'), ...checkCommon, firing: pairs })
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
        history: evidence_schema_window
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
        values: evidence.values.map(storeValues)
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

// EXTERNAL MODULE: ./.cache/build/report/outline.js + 3 modules
var outline = __webpack_require__(493);
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
        const path = pathOf(own, place);
        return path === '' ? [] : [`<path class="line ${side}-line" d="${path}"/>`];
    });
}
/** One stroke through neighbours; a gap lifts the pen. */
function pathOf(points, { x, y }) {
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
            return `<code>${(0,report_escape/* escapeHtml */.Z)((0,report_document/* codeText */.ph)(inline.text))}</code>`;
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

// EXTERNAL MODULE: ./.cache/build/report/redact.js + 1 modules
var redact = __webpack_require__(5156);
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
            if (turned)
                saveStory(world, outcome);
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
/** The report as an issue, where the configuration asks for one. */
async function incident(session, outcome) {
    const { github, settings, world, deploy } = session;
    if (settings.rollback?.issue !== true || !attempted.has(outcome.rollback.status))
        return;
    const clean = (0,redact/* redactAll */.$I)(outcome, world.redact);
    const [title = ''] = (0,lines/* verdictLines */.rz)(clean);
    const body = (0,report_comment/* renderComment */.wQ)(clean);
    const url = await openIncident(github, warningLog(session), { deploy, title, body });
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
        failures: []
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
const whole = schemas/* int */.Whr();
const count = schemas/* number */.aig().min(0);
const result_schema_window = schemas/* strictObject */.rej({ start: result_schema_instant, end: result_schema_instant });
const result_schema_reasonCode = schemas/* enum */.k5n((0,words/* codesOf */.MZ)(words/* REASON_WORDS */.J$));
/** A run that only looked for a target ends with why there is none. */
const outcomeCode = schemas/* enum */.k5n([...new Set([...(0,words/* codesOf */.MZ)(words/* REASON_WORDS */.J$), ...(0,words/* codesOf */.MZ)(rollback_words/* ROLLBACK_WORDS */.D)])]);
const rollbackCode = schemas/* enum */.k5n((0,words/* codesOf */.MZ)(rollback_words/* ROLLBACK_WORDS */.D));
const unit = schemas/* enum */.k5n(['none', 'fraction', 'seconds', 'bytes', 'per-second', 'count']);
const kind = schemas/* enum */.k5n(['ratio', 'query', 'count', 'probe', 'firing']);
const point = schemas/* tuple */.PVZ([result_schema_instant, schemas/* number */.aig()]);
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
    limit: schemas/* strictObject */.rej({ kind: schemas/* enum */.k5n(['max', 'min', 'tolerance']), value: schemas/* number */.aig() })
        .optional(),
    /** How many samples were judged. */
    samples: count,
    /** Requests for a ratio, seconds of exposure for a count. */
    requests: count.optional(),
    bad: count.optional(),
    looks: schemas/* strictObject */.rej({ planned: count, answered: count }),
    first_breach: result_schema_instant.optional(),
    /** Labels of the series that carries the verdict. */
    series: schemas/* record */.g1P(result_schema_text(200), result_schema_text(500)).optional(),
    series_count: count,
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
    interval_ms: whole.min(1),
    /** Ends of the planned looks, in milliseconds from the start of the bake. */
    look_offsets_ms: schemas/* array */.YOg(whole.min(0)).max(20_000),
    baseline: result_schema_window,
    history: result_schema_window
});
const resultSchema = schemas/* strictObject */.rej({
    schema_version: schemas/* literal */.euz(1),
    repository: result_schema_text(200),
    environment: result_schema_text(300),
    service: result_schema_text(200),
    sha: result_schema_text(64),
    version: result_schema_text(300),
    run_id: result_schema_text(40),
    run_attempt: whole.min(1),
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
    rollback,
    recovery: schemas/* enum */.k5n(['none', 'recovered', 'not-recovered', 'cannot-tell']),
    timings: schemas/* strictObject */.rej({
        rollout_started_at: result_schema_instant,
        deployed_at: result_schema_instant,
        started_at: result_schema_instant,
        finished_at: result_schema_instant,
        looks_done: count,
        looks_planned: count
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
            : { frame: readFrame(result.frame, Date.parse(result.timings.deployed_at)) }),
        result
    };
}
function readFrame(frame, deployedAt) {
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
        history: read(frame.history)
    };
}
// ── Writing ──────────────────────────────────────────────────────────────────────────────────────

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
    world.log.info(`Verifying ${deploy.environment}: ${checks.length} checks until ${at(frame)}`);
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
function at(frame) {
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
function verify_frameOf({ settings, deploy }, before) {
    const verification = settings.rollback?.verify;
    const [first] = settings.checks;
    if (first === undefined)
        throw new Error('a configuration without checks');
    const bake = { ...settings.bake, ...verification };
    if (before !== undefined)
        return recoveryFrame(before, bake, deploy.deployedAt);
    return planFrame({ bake, baseline: first.baseline, deployedAt: deploy.deployedAt });
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

// EXTERNAL MODULE: ./.cache/build/session.js + 36 modules
var build_session = __webpack_require__(2844);
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
