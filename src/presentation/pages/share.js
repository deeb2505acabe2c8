// Where the browser can share: the picture itself when it takes files, else the address of the lot's page.
(() => {
    const line = document.getElementById('share');
    const button = line.querySelector('button');
    if (!navigator.share) return;
    const address = line.querySelector('a').href;
    const told = { title: document.title, url: location.origin + line.dataset.page };
    const withPicture = () => fetch(address).then((reply) => reply.ok ? reply.blob() : Promise.reject()).then((blob) => {
        const files = [new File([blob], 'share.png', { type: 'image/png' })];
        return navigator.canShare && navigator.canShare({ files: files }) ? { title: told.title, files: files } : told;
    });
    button.hidden = false;
    button.addEventListener('click', () => {
        withPicture().catch(() => told).then((what) => navigator.share(what)).catch(() => {});
    });
})();
