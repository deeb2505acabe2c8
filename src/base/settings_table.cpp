#include <algorithm>
#include <array>
#include <functional>

#include "base/settings.h"

namespace qy {
namespace {

constexpr auto kText = SettingType::text;
constexpr auto kInteger = SettingType::integer;
constexpr auto kList = SettingType::list;

// Ordered by name. An empty text means "not set"; the help says what happens then.
constexpr auto kSettings = std::to_array<Setting>({
    {"codes.address_prefix", kText, "", 0, 0, "",
     "Address that printed codes begin with, such as https://example.cn; empty: this server's own HTTPS address.",
     "印在溯源码里的网址前缀，例如 https://example.cn；留空则用本服务自己的 HTTPS 地址。"},
    {"codes.epoch", kInteger, "1", 1, 9, "key epoch",
     "Key epoch of newly issued codes; raise it only after a code key was compromised.",
     "新发溯源码所用的密钥代次；只有在码密钥泄露后才需要调大。"},
    {"codes.qr_content", kText, "url", 0, 0, "",
     "What a printed QR code holds: the plain address or a GS1 Digital Link.",
     "二维码中的内容：普通网址（url）或 GS1 数字链接（digital_link）。", "url,digital_link"},
    {"id.node", kInteger, "0", 0, 1023, "node number",
     "Number of this process among all that write to the same database; no two may share one.",
     "本进程在写同一数据库的所有进程中的编号，不得重复。"},
    {"keys.master_file", kText, "", 0, 0, "",
     "File that holds the master key; empty: keys/master.key in the data folder.",
     "主密钥所在的文件；留空则为数据目录下的 keys/master.key。"},
    {"limits.body_bytes", kInteger, "8388608", 65'536, 100'663'296, "bytes",
     "Largest request body that is accepted outside operator imports.", "除运营方导入外，可接受的请求正文的最大长度。"},
    {"limits.public_failures_per_minute", kInteger, "20", 0, 10'000'000, "per minute",
     "Failed tries (forged or unknown codes, wrong PINs or passwords) of one address; 0 = no limit.",
     "每个网络地址每分钟的失败次数上限（伪码、未知码、验证码或口令错误）；0 为不限。"},
    {"limits.public_per_minute", kInteger, "600", 0, 10'000'000, "per minute",
     "Requests that one address may make without a login; 0 = no limit.",
     "每个网络地址每分钟未登录请求的上限；0 为不限。"},
    {"log.level", kText, "info", 0, 0, "", "Least level of the lines that are logged.", "写入日志的最低级别。",
     "debug,info,warning,error"},
    {"server.bind_address", kText, "0.0.0.0", 0, 0, "", "Address that the HTTPS listener binds to.",
     "HTTPS 服务监听的地址。"},
    {"server.http_port", kInteger, "8080", 0, 65'535, "port; 0 = off",
     "Port of plain HTTP, on the loopback address unless a trusted proxy is set; 0 = off.",
     "明文 HTTP 端口，未设可信代理时只在本机回环地址监听；0 为关闭。"},
    {"server.https_port", kInteger, "8443", 0, 65'535, "port; 0 = off", "Port of HTTPS; 0 = off.",
     "HTTPS 端口；0 为关闭。"},
    {"server.icp_filing", kText, "", 0, 0, "", "ICP filing number shown at the foot of every page; empty: none.",
     "页脚显示的 ICP 备案号；留空则不显示。"},
    {"server.ops_port", kInteger, "9464", 0, 65'535, "port; 0 = off",
     "Loopback port of health, readiness and metrics; 0 = off.", "健康检查、就绪检查和指标的本机端口；0 为关闭。"},
    {"server.police_filing", kText, "", 0, 0, "",
     "Public security filing number shown at the foot of every page; empty: none.",
     "页脚显示的公安联网备案号；留空则不显示。"},
    {"server.tls_certificate", kText, "", 0, 0, "",
     "PEM file of the certificate chain; empty: tls/ in the data folder, made on first run.",
     "证书链的 PEM 文件；留空则用数据目录下的 tls/，首次运行时生成。"},
    {"server.tls_key", kText, "", 0, 0, "",
     "PEM file of the certificate's private key; empty: tls/ in the data folder, made on first run.",
     "证书私钥的 PEM 文件；留空则用数据目录下的 tls/，首次运行时生成。"},
    {"server.trusted_proxies", kList, "", 0, 0, "",
     "Addresses of reverse proxies whose forwarded client address is believed.",
     "可信反向代理的地址，只采信它们转发的客户端地址。"},
    {"server.verification_folder", kText, "", 0, 0, "",
     "Folder whose files are served under / and /t/ to prove the ownership of the domain; empty: none.",
     "其中的文件在 / 和 /t/ 下原样提供，用于域名归属验证的目录；留空则不提供。"},
    {"server.workers", kInteger, "2", 1, 64, "threads", "Threads that run request handlers.", "处理请求的工作线程数。"},
    {"storage.database", kText, "", 0, 0, "", "Database to use; empty: SQLite in the data folder.",
     "所用的数据库；留空则用数据目录中的 SQLite。"},
    {"storage.readers", kInteger, "4", 1, 64, "connections", "Connections that read from the database.",
     "读取数据库的连接数。"},
    {"storage.synchronous", kText, "full", 0, 0, "",
     "How SQLite syncs: full survives a power cut, normal may then lose the last commits.",
     "SQLite 的同步方式：full 断电不丢数据，normal 断电时可能丢失最后几次提交。", "full,normal"},
    {"trace.depth_max", kInteger, "12", 1, 50, "links", "Links that a trace query follows from the asked lot.",
     "溯源查询从所查批次出发最多追溯的层数。"},
    {"trace.events_max", kInteger, "2000", 1, 20'000, "events", "Events in one answer of a trace query.",
     "一次溯源查询最多返回的事件数。"},
    {"trace.nodes_max", kInteger, "500", 1, 5'000, "lots", "Lots and logistic units in one answer of a trace query.",
     "一次溯源查询最多返回的批次和物流单元数。"},
});

static_assert(std::ranges::adjacent_find(kSettings, std::ranges::greater_equal{}, &Setting::name) == kSettings.end());

}  // namespace

std::span<const Setting> settings_table() {
    return kSettings;
}

}  // namespace qy
