-- The trace query of one code, counted, each request from another device: what an article in the news does to a pack.
local head, body
local device = 0

function init(args)
  body = '{"code":"' .. args[1] .. '","count":true}'
  head = 'POST /api/v1/trace.query HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: '
    .. #body .. '\r\nUser-Agent: Mozilla/5.0 (Linux; Android 14; ' .. args[2] .. '-'
end

function request()
  device = device + 1
  return head .. device .. ')\r\n\r\n' .. body
end
