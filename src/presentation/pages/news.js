// Says when what this page tells was updated. Only a page that is looked at listens: a browser has few connections; and not
// before it is drawn: on a slow network the stream would take its turn before the first sight of it.
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
    addEventListener('load', () => setTimeout(listen, 500));
})();
