// Says when what this page tells was updated. Only a page that is looked at listens: a browser has few connections.
(() => {
    const news = document.getElementById('news');
    let stream;
    const tell = () => {
        news.hidden = false;
        stream.close();
    };
    const listen = () => {
        if (stream) stream.close();
        if (document.hidden || !news.hidden) return;
        stream = new EventSource(news.dataset.stream);
        stream.addEventListener('change', tell);
        stream.addEventListener('missed', tell);
    };
    document.addEventListener('visibilitychange', listen);
    listen();
})();
