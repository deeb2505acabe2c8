-- The trace query of random codes, read from a file.
local codes = {}

function init(args)
  for line in io.lines(args[1]) do codes[#codes + 1] = line end
  math.randomseed(tonumber(args[2]))
  wrk.method = "POST"
  wrk.headers["Host"] = "localhost"
  wrk.headers["Content-Type"] = "application/json"
end

function request()
  return wrk.format(nil, "/api/v1/trace.query", nil, '{"code":"' .. codes[math.random(#codes)] .. '"}')
end
