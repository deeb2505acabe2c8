// The form of a report, better than without a script: the photo is made smaller before it goes over a slow network, and
// what did not get through stays filled in and may be sent again, which files nothing twice (the form has a key). Written
// for old browsers inside apps: Chromium 78, Safari of iOS 12.
(() => {
    const side = 1600;
    const byId = (id) => document.getElementById(id);
    const loaded = (file) => new Promise((done, failed) => {
        const reader = new FileReader();
        const image = new Image();
        reader.onload = () => { image.src = reader.result; };
        reader.onerror = failed;
        image.onload = () => done(image);
        image.onerror = failed;
        reader.readAsDataURL(file);
    });
    const smaller = (file) => loaded(file).then((image) => new Promise((done) => {
        const share = Math.min(1, side / Math.max(image.width, image.height));
        const canvas = document.createElement('canvas');
        canvas.width = Math.round(image.width * share);
        canvas.height = Math.round(image.height * share);
        canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
        canvas.toBlob((blob) => done(blob && file.size > blob.size ? blob : file), 'image/jpeg', 0.85);
    })).catch(() => file);
    const send = (form, photo) => {
        const data = new FormData(form);
        if (photo) data.set('photo', photo, 'photo.jpg');
        return fetch(form.action, { method: 'POST', body: data, credentials: 'same-origin' });
    };
    // The form as it came back, with the photo unless that is what is wrong.
    const put = (page, chosen) => {
        document.querySelector('main').replaceWith(page.querySelector('main'));
        if (!byId('photo').hasAttribute('aria-invalid')) byId('photo').replaceWith(chosen);
        listen();
        document.querySelector('main [aria-invalid], main button').focus();
    };
    // A refusal without the form, such as of too many requests, is told in this one: it stays filled in.
    const words = (page) => Array.from(page.querySelectorAll('main .words > *'), (part) => part.textContent).join(' ');
    const show = (reply, chosen) => {
        if (reply.redirected) { location.replace(reply.url); return Promise.resolve(); }
        return reply.text().then((text) => {
            const page = new DOMParser().parseFromString(text, 'text/html');
            return page.getElementById('report') ? put(page, chosen) : Promise.reject(words(page));
        });
    };
    const listen = () => {
        const form = byId('report');
        const lost = byId('lost').textContent;
        form.addEventListener('submit', (event) => {
            event.preventDefault();
            const button = form.querySelector('button');
            const chosen = byId('photo');
            const label = button.textContent;
            button.disabled = true;
            button.textContent = button.dataset.busy;
            byId('lost').hidden = true;
            const file = chosen.files[0];
            (file ? smaller(file) : Promise.resolve(null))
                .then((photo) => send(form, photo))
                .then((reply) => show(reply, chosen))
                .catch((told) => {
                    byId('lost').textContent = typeof told === 'string' && told || lost;
                    byId('lost').hidden = false;
                    button.disabled = false;
                    button.textContent = label;
                });
        });
    };
    listen();
})();
