// Pictures of pages for somebody to look at.

/** Page.screenshot, once more where a busy machine gave Chromium no frame in time: the picture is for eyes, the checks are others. */
export async function shot(page, options) {
    try {
        return await page.screenshot(options);
    } catch (fault) {
        if (!/Unable to capture screenshot/.test(fault.message)) throw fault;
        return page.screenshot(options);
    }
}
