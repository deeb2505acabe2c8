-- One address, as a browser asks for it.
function init(args)
  wrk.path = args[1]
  wrk.headers["Host"] = "localhost"
  wrk.headers["Accept-Encoding"] = "gzip"
  wrk.headers["User-Agent"] = "Mozilla/5.0 (Linux; Android 14)"
end
