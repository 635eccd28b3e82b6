export const id = 94;
export const ids = [94];
export const modules = {

/***/ 3094:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   systemClock: () => (/* binding */ systemClock)
/* harmony export */ });
/** `Date` headers have a resolution of one second: a smaller offset is not evidence of a wrong clock. */
const resolution = 1_500;
/**
 * Server time: the machine's clock read once, advanced by the monotonic clock, so that a step of the
 * machine's clock during the bake moves nothing.
 */
function systemClock() {
    const bootedAt = Date.now() - performance.now();
    let correction = 0;
    return {
        now: () => Math.round(bootedAt + performance.now() + correction),
        synchronise(skew) {
            if (Math.abs(skew) > resolution)
                correction = skew;
        },
        sleep: (ms, signal) => sleep(ms, signal)
    };
}
/** setTimeout holds at most 2^31 - 1 milliseconds and fires at once above it. */
const longestTimer = 2 ** 31 - 1;
async function sleep(ms, signal) {
    signal.throwIfAborted();
    if (ms <= 0)
        return;
    await new Promise((resolve, reject) => {
        const abort = () => {
            clearTimeout(timer);
            reject(signal.reason);
        };
        const timer = setTimeout(() => {
            signal.removeEventListener('abort', abort);
            resolve();
        }, Math.min(ms, longestTimer));
        signal.addEventListener('abort', abort, { once: true });
    });
}


/***/ })

};
