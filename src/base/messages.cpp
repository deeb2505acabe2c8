#include "base/messages.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>

#include "base/text.h"

namespace qy {
namespace {

// Sorted by code. A text says what is wrong and what to change; it never shows what only operators may know.
constexpr auto kMessages = std::to_array<Message>({
    {"*.before_produced", "“{0}”早于生产日期（{1}），请核对两个日期",
     "{0} is before the date of production ({1}); check both dates"},
    {"*.before_shipped", "“{0}”早于发货时间（{1}），请核对两个时间",
     "{0} is before the time of shipping ({1}); check both times"},
    {"*.below_low", "“{0}”低于温度下限（{1}），请核对是否填反",
     "{0} is below the lowest temperature ({1}); check that they are not exchanged"},
    {"*.check", "“{0}”的校验位不符（{1}），请核对每一位",
     "The check digit of {0} does not match ({1}); compare every digit"},
    {"*.control_character", "“{0}”含有不可见的控制字符或乱码，请删去后重新输入",
     "{0} holds control characters or unreadable text; remove them and type it again"},
    {"*.in_future", "“{0}”晚于当前时间（{1}），请核对日期", "{0} is in the future ({1}); check the date"},
    {"*.malformed", "“{0}”写法有误（{1}），请按示例填写：{2}", "{0} is malformed ({1}); write it like this: {2}"},
    {"*.missing", "缺少“{0}”，请补填", "{0} is missing; fill it in"},
    {"*.negative", "“{0}”不能为负数（{1}），请核对", "{0} cannot be negative ({1}); check it"},
    {"*.out_of_range", "“{0}”超出合理范围（{1}），请核对", "{0} is out of range ({1}); check it"},
    {"*.too_long", "“{0}”过长，请控制在 {1} 个字符以内", "{0} is too long; use {1} characters at most"},
    {"*.too_many", "“{0}”的条目过多，请控制在 {1} 条以内", "{0} has too many entries; use {1} at most"},
    {"*.too_precise", "“{0}”精确到分以下（{1}），请四舍五入到分",
     "{0} is more precise than a fen ({1}); round it to fen"},
    {"*.unit_missing", "“{0}”缺少计量单位（{1}），请写成数字加单位，例如 1200.5公斤",
     "{0} has no unit ({1}); write a number and a unit, such as 1200.5 kg"},
    {"*.unknown", "“{0}”的取值“{1}”不在字典中，可填：{2}", "The value \"{1}\" of {0} is unknown; use one of: {2}"},
    {"*.unknown_unit", "“{0}”的计量单位“{1}”不认识，请改用千克、斤、吨、箱、件等单位",
     "The unit \"{1}\" of {0} is unknown; use kg, jin, t, box, piece or the like"},
    {"*.zero", "“{0}”不能为零，请填写实际数值或留空", "{0} cannot be zero; write the real amount or leave it empty"},
    {"address.malformed", "IP 地址或网段“{0}”有误，请写成 203.0.113.7、2001:db8::1 或 10.0.0.0/8，网段中主机位须为 0",
     "The IP address or network \"{0}\" is malformed; write 203.0.113.7, 2001:db8::1 or 10.0.0.0/8 with all host bits "
     "zero"},
    {"base64.malformed", "不是有效的 Base64 文本，请检查是否完整并带有末尾的等号",
     "This is not Base64 text; check that it is complete and keeps its padding"},
    {"brand.not_found", "没有这个品牌，请检查品牌编号", "There is no such brand; check the brand's id"},
    {"brand_grant.none", "该企业今天没有覆盖此类产品的品牌授权，请先由品牌管理者授权",
     "No grant of the brand covers this party and category today; ask the brand's manager for one"},
    {"brand_grant.quota", "品牌授权的溯源码额度不足，还可申领 {0} 个，请减少数量或申请增加额度",
     "The quota of the brand grant is used up: {0} codes are left; ask for fewer codes or a larger quota"},
    {"brand_grant.suspended", "品牌授权已暂停或撤销，恢复之前不能申领溯源码，请联系品牌管理者",
     "The brand grant is suspended or withdrawn; no codes are issued until the brand's manager restores it"},
    {"code.malformed", "溯源码有误，应为 20 位数字且首位不为 0，请对照标签重新输入",
     "The trace code is malformed; copy the 20 digits from the label, the first is not 0"},
    {"code.no_key", "没有第 {0} 代溯源码密钥，请在设置 codes.epoch 中改用已有的密钥代次",
     "There is no code key of epoch {0}; set codes.epoch to an epoch that the keyring holds"},
    {"code_alias.malformed", "外部码有误，应为 1 到 {0} 个字符",
     "The foreign code is malformed; write 1 to {0} characters"},
    {"code_alias.taken", "这个外部码已对应另一个溯源码，请核对包装上的码",
     "This foreign code already stands for another trace code; compare it with the pack"},
    {"code_bind.brand", "标签所属品牌或品类与批次的产品不符，请选用同一品牌、同一授权品类的批次",
     "The labels were issued for another brand or category than the lot's product; choose a lot that fits"},
    {"code_bind.not_ours", "首码或末码未通过校验或不属于同一密钥代次，请对照标签重新输入",
     "The first or last label is not one of our codes, or their epochs differ; copy both from the labels"},
    {"code_bind.order", "末码排在首码之前，请对调首码和末码", "The last label comes before the first; swap the two"},
    {"code_bind.other_lot", "这段标签已绑定到另一批次，新批次不是从该批次分出的，请核对首末码",
     "These labels are bound to a lot that the given lot was not taken from; check the first and last label"},
    {"code_bind.overlap", "这段标签与已绑定给其他批次的标签重叠，请调整首码或末码",
     "The labels overlap labels that are bound to another lot; change the first or last label"},
    {"code_bind.state", "这段标签的状态为 {0}，不能绑定批次，请换用可用的标签",
     "Labels in the state {0} cannot be bound; use other labels"},
    {"code_bind.too_deep", "标签嵌套过深，每个码最多属于 {0} 层号段",
     "The labels are nested too deeply; a code can lie in {0} ranges at most"},
    {"code_freeze.reason", "请填写冻结原因，最多 {0} 个字符", "Say why it is frozen, in {0} characters at most"},
    {"code_freeze.target", "请只指定一个溯源码或一个号段", "Name either one code or one range"},
    {"code_issue.count", "申领数量应为 1 到 {0} 个，更多请分次申领", "Ask for 1 to {0} codes at a time"},
    {"code_issue.exhausted", "本代密钥的溯源码号段已用完，请启用下一代密钥",
     "This key epoch has no serials left; take the next epoch into use"},
    {"code_issue.no_product", "物流单元没有产品，不能申领溯源码，请改用产品批次",
     "A logistic unit has no product and gets no codes; name a lot of a product"},
    {"code_issue.target", "请指定批次，或同时指定企业和品牌", "Name either a lot, or a party together with a brand"},
    {"code_range.not_found", "没有这个号段，请核对号段编号或首末码",
     "There is no such code range; check its id or its first and last label"},
    {"code_range.state", "号段当前状态为 {0}，不能执行此操作", "A range in the state {0} does not allow this"},
    {"column.doubled", "列“{0}”与“{1}”是同一项内容，请只保留一列",
     "The columns \"{0}\" and \"{1}\" mean the same; keep one of them"},
    {"column.nested", "成员“{0}”不是单个值，请改为文本、数字或布尔值",
     "The member \"{0}\" is not a single value; make it a text, a number or a boolean"},
    {"column.unknown", "没有名为“{0}”的列，请检查列名或删去该成员",
     "There is no column \"{0}\"; check its name or remove the member"},
    {"credit_code.check", "统一社会信用代码的校验位不符，请对照营业执照核对",
     "The check character of the unified social credit code does not match; compare it with the business licence"},
    {"credit_code.malformed", "统一社会信用代码有误，应为 18 位数字或大写字母（不含 I、O、S、V、Z）",
     "The unified social credit code is malformed; it has 18 digits or letters without I, O, S, V and Z"},
    {"data_folder.locked", "数据目录 {0} 正被另一个程序使用（进程 {1}），请先停止它，或换一个目录",
     "The data folder {0} is in use by another program (process {1}); stop it first or choose another folder"},
    {"data_folder.missing", "数据目录 {0} 还不存在或尚未初始化，请先运行 qiongyuan init",
     "The data folder {0} does not exist or is not initialised; run `qiongyuan init` first"},
    {"data_folder.unusable", "无法使用数据目录 {0}，请检查路径、权限和磁盘",
     "The data folder {0} cannot be used; check its path, its permissions and the disk"},
    {"decimal.malformed", "数值写法有误，请只用数字、一个小数点和开头的负号，例如 1200.5",
     "The number is malformed; write digits, at most one point and a leading minus sign, such as 1200.5"},
    {"decimal.too_large", "数值过大，请改用更大的计量单位或拆开填写",
     "The number is too large; use a larger unit or split it"},
    {"decimal.too_precise", "小数位数过多，请最多保留 9 位小数", "The number has too many decimals; keep 9 at most"},
    {"draft.corrupt", "已保存的草稿内容损坏（{0}），请联系平台运维人员",
     "A stored draft is damaged ({0}); tell the operator"},
    {"encoding.no_converter", "程序无法转换文件编码，请联系平台运维人员",
     "The program cannot convert encodings; tell the operator"},
    {"encoding.unknown", "无法识别文件编码，请另存为 UTF-8 或 GB18030 编码后重新上传",
     "The encoding of the file is unknown; save it as UTF-8 or GB18030"},
    {"encoding.utf16", "文件是 UTF-16 编码，请另存为 UTF-8 编码后重新上传", "The file is in UTF-16; save it as UTF-8"},
    {"event.corrupt", "已保存的溯源记录损坏（{0}），请联系平台运维人员",
     "A stored event is damaged ({0}); tell the operator"},
    {"field.damaged", "加密字段已损坏或被移动，请从备份恢复该记录",
     "A sealed field is damaged or was moved; restore the record from a backup"},
    {"file.empty", "文件是空的，请检查是否选错了文件", "The file is empty; check that it is the right one"},
    {"file.exists", "文件 {0} 已存在，请换一个位置或先移走它",
     "The file {0} exists; choose another place or move it away first"},
    {"file.no_known_column", "第一行中没有可识别的列名，请使用模板中的列名，例如“产品名称”“生产批次”",
     "The first line names no known column; use the names of the template, such as product_name and lot_number"},
    {"file.not_rows", "JSON 文件应为对象数组，请写成 [{\"产品名称\": …}, …]",
     "The JSON must be an array of objects, like [{\"product_name\": …}, …]"},
    {"file.spreadsheet", "暂不支持直接导入 Excel 工作簿，请另存为 CSV（UTF-8）后上传",
     "Excel workbooks cannot be imported; save the sheet as CSV (UTF-8)"},
    {"file.too_large", "文件过大，请控制在 {0} MiB 以内或拆分后上传",
     "The file is too large; use {0} MiB at most or split it"},
    {"file.too_many_columns", "列数过多，请控制在 {0} 列以内", "There are too many columns; use {0} at most"},
    {"file.too_many_rows", "行数过多，请控制在 {0} 行以内或拆分后上传",
     "There are too many rows; use {0} at most or split the file"},
    {"file.write_failed", "无法写入文件 {0}，请检查磁盘空间和目录权限",
     "The file {0} cannot be written; check disk space and the folder's permissions"},
    {"gtin.check", "商品条码的校验位不符，请对照包装核对每一位数字",
     "The check digit of the GTIN does not match; compare each digit with the pack"},
    {"gtin.malformed", "商品条码有误，应为 8、12、13 或 14 位数字",
     "The GTIN is malformed; write 8, 12, 13 or 14 digits"},
    {"gtin.not_found", "没有使用商品条码 {0} 的产品，请核对条码数字", "No product has the GTIN {0}; check its digits"},
    {"hex.malformed", "不是有效的十六进制文本，请只用 0-9 和 a-f，且位数为偶数",
     "This is not hexadecimal text; use an even number of digits 0-9 and a-f"},
    {"http.body_too_large", "提交的内容过大，请拆成几次提交",
     "The request body is too large; split it into several requests"},
    {"http.busy", "服务正忙，请稍后重试", "The service is busy; try again in a moment"},
    {"http.coding_unknown", "不支持这种传输编码，请只用 chunked，或给出 Content-Length",
     "This transfer coding is not supported; use chunked alone, or send Content-Length"},
    {"http.expectation_unknown", "不支持该 Expect 请求头，请去掉它或改为 100-continue",
     "This Expect header is not supported; leave it out or send 100-continue"},
    {"http.failed", "服务内部出错，请稍后重试；如仍出错，请把请求编号告诉平台运维人员",
     "Something failed inside the service; try again later, and if it stays, give the request id to the operator"},
    {"http.header_too_large", "请求头过大或过多（上限 {0}），请清除本站 Cookie 后重试",
     "The request header is over its limit of {0}; clear the cookies of this site and try again"},
    {"http.malformed", "请求不符合 HTTP 规范，请检查客户端或中间代理",
     "The request is not well-formed HTTP; check the client or the proxy in between"},
    {"http.method_not_allowed", "此处不允许该请求方法，请改用 GET 或 POST",
     "This method is not allowed here; use GET or POST"},
    {"http.parameter_doubled", "网址参数“{0}”出现了两次，请删去一个",
     "The parameter \"{0}\" stands twice in the address; remove one"},
    {"http.target_malformed", "网址有误，请检查其中的百分号编码",
     "The address is malformed; check its percent-encoding"},
    {"http.target_too_long", "网址过长，请控制在 {0} 字节以内", "The address is too long; use {0} bytes at most"},
    {"http.timeout", "请求发送得太慢，连接已关闭，请检查网络后重试",
     "The request came too slowly and the connection was closed; check the network and try again"},
    {"http.too_many_requests", "访问过于频繁，请在 {0} 秒后重试", "Too many requests; try again in {0} seconds"},
    {"http.version_unknown", "不支持这个 HTTP 版本，请使用 HTTP/1.1",
     "This HTTP version is not supported; use HTTP/1.1"},
    {"id.malformed", "编号有误，请原样填写系统给出的数字编号",
     "The id is malformed; copy the digits exactly as they were given"},
    {"identity_number.check", "身份证号码的校验位不符，请对照证件核对",
     "The check character of the identity number does not match; compare it with the card"},
    {"identity_number.malformed", "身份证号码有误，应为 18 位，其中包含有效的出生日期",
     "The identity number is malformed; write its 18 characters with a real date of birth"},
    {"json.doubled_member", "同一个 JSON 对象里成员“{0}”出现了两次，请删去一个",
     "The member \"{0}\" stands twice in one JSON object; remove one"},
    {"json.malformed", "JSON 有误，请检查第 {0} 处（行:列）附近的写法",
     "The JSON is malformed; check it near line:column {0}"},
    {"json.number_range", "JSON 中的数值超出可表示的范围，请检查第 {0} 处（行:列）附近，或改用文本",
     "A JSON number cannot be represented; check it near line:column {0}, or write it as a string"},
    {"json.too_deep", "JSON 嵌套过深，请不要超过 {0} 层", "The JSON is nested too deeply; use {0} levels at most"},
    {"keyring.corrupt", "密钥文件 {0} 已损坏或被改动，请从备份恢复",
     "The key file {0} is damaged or was changed; restore it from a backup"},
    {"keyring.exists", "密钥文件 {0} 已存在，不会覆盖；请换一个数据目录",
     "The key file {0} exists and is not replaced; use another data folder"},
    {"keyring.missing", "找不到密钥文件 {0}，请先初始化数据目录或从备份恢复",
     "The key file {0} is missing; initialise the data folder or restore it from a backup"},
    {"keyring.no_epoch_left", "用途 {0} 的密钥代号已用完，不能再轮换",
     "No epoch is left for keys of purpose {0}; it cannot be rotated again"},
    {"keyring.no_key", "没有用途 {0}、代号 {1} 的密钥，请从备份恢复密钥文件",
     "There is no key of purpose {0} and epoch {1}; restore the key file from a backup"},
    {"keyring.unreadable", "无法读取密钥文件 {0}，请检查权限",
     "The key file {0} cannot be read; check its permissions"},
    {"keyring.write_failed", "无法写入密钥文件 {0}，请检查磁盘空间和目录权限；密钥没有变化",
     "The key file {0} cannot be written; check disk space and permissions; no key has changed"},
    {"keyring.wrong_master", "主密钥与密钥文件不符，请使用创建该文件时的主密钥",
     "The master key does not belong to the key file; use the one that it was made with"},
    {"link.corrupt", "已保存的批次关联损坏（批次 {0}），请联系平台运维人员",
     "A stored link of lot {0} is damaged; tell the operator"},
    {"lot.not_found", "没有找到这个批次，请核对批次号，或改用溯源码查询",
     "No such lot was found; check the lot number, or ask by trace code"},
    {"lot_number.candidates", "有多个批次使用这个批次号，请改用批次编号：{0}",
     "Several lots have this lot number; name one by its id: {0}"},
    {"master_key.exists", "主密钥文件 {0} 已存在，不会覆盖；请换一个位置",
     "The master key file {0} exists and is not replaced; choose another place"},
    {"master_key.malformed", "主密钥有误，应为 64 位十六进制数字",
     "The master key is malformed; it is 64 hexadecimal digits"},
    {"master_key.missing", "找不到主密钥文件 {0}，请检查设置中的路径",
     "The master key file {0} is missing; check the path in the settings"},
    {"master_key.open_to_others", "主密钥文件 {0} 可被他人读取，请执行 chmod 600 并确认属主",
     "Others may read the master key file {0}; run chmod 600 and check its owner"},
    {"master_key.unreadable", "无法读取主密钥文件 {0}，请检查权限",
     "The master key file {0} cannot be read; check its permissions"},
    {"master_key.write_failed", "无法写入主密钥文件 {0}，请检查磁盘空间和目录权限",
     "The master key file {0} cannot be written; check disk space and permissions"},
    {"member.missing", "缺少必填成员，请补上", "This member is required; add it"},
    {"member.range", "数值超出范围，请填 {0} 到 {1} 之间的整数", "The number is out of range; use {0} to {1}"},
    {"member.too_long", "内容过长，请控制在 {0} 个字符以内", "The text is too long; use {0} characters at most"},
    {"member.too_many", "条目过多，请控制在 {0} 条以内", "There are too many items; send {0} at most"},
    {"member.type", "类型有误，此处应为 {0}", "The type is wrong; this must be {0}"},
    {"member.unknown", "没有这个成员，请删去或检查拼写", "There is no such member; remove it or check its spelling"},
    {"migration.changed", "数据库结构文件 {0} 与已执行的内容不一致，请使用原来的程序版本或恢复备份",
     "The schema file {0} is not the one that this database was made with; use the matching program or restore a "
     "backup"},
    {"migration.newer", "数据库版本 {0} 比本程序支持的版本 {1} 新，请升级程序",
     "The database has schema {0}, newer than {1} of this program; upgrade the program"},
    {"party.inactive", "该企业已停用，请先恢复其状态", "The party is not active; restore it first"},
    {"party.not_found", "没有这个企业，请核对企业编号", "There is no such party; check its id"},
    {"password.no_memory", "内存不足，暂时无法校验密码，请稍后重试",
     "There is not enough memory to check a password; try again soon"},
    {"password.stored_malformed", "保存的密码记录已损坏，请由管理员重置密码",
     "The stored password is damaged; an administrator must reset it"},
    {"password.too_long", "密码过长，请不要超过 {0} 字节", "The password is too long; use {0} bytes at most"},
    {"permission.denied", "没有权限执行此操作（{0}），请联系本单位管理员",
     "You lack the permission {0}; ask your administrator"},
    {"pin.malformed", "验证码应为标签涂层下的 6 位数字，请重新输入",
     "The PIN is the 6 digits under the label's coating; enter them again"},
    {"pin.no_key", "没有第 {0} 代验证码密钥，暂时无法核验，请联系平台运维人员",
     "There is no PIN key of epoch {0}; tell the operator"},
    {"pin.not_available", "这个溯源码没有验证码可供核验，请检查溯源码",
     "This code has no PIN to check; compare the code with the label"},
    {"pin.too_many_tries", "错误次数过多，请在 {0} 分钟后再试", "Too many wrong tries; try again in {0} minutes"},
    {"pin.wrong", "验证码不正确，还可再试 {0} 次，请对照涂层下的数字",
     "The PIN is wrong, {0} tries are left; compare it with the digits under the coating"},
    {"qr.empty", "二维码内容为空，请给出网址或文字", "The QR code has no content; give an address or a text"},
    {"qr.failed", "二维码生成失败，请稍后重试", "The QR code could not be made; try again later"},
    {"qr.too_long", "二维码内容过长，请控制在 {0} 字节以内",
     "The content of the QR code is too long; use {0} bytes at most"},
    {"quantity.malformed", "数量写法有误，请写成数字加计量单位，例如 1200.5公斤",
     "The quantity is malformed; write a number and a unit, such as 1200.5 kg"},
    {"quantity.units_differ", "计量单位 {0} 不能换算为 {1}，请使用同类单位",
     "{0} cannot be converted into {1}; use units of one kind"},
    {"quantity.unknown_unit", "不认识计量单位“{0}”，请改用千克、斤、吨、箱、件等单位",
     "The unit \"{0}\" is unknown; use kg, jin, t, box, piece or the like"},
    {"readings.malformed", "第 {0} 条温度读数有误，请写成“时间=温度”，各条之间用分号隔开",
     "Reading {0} is malformed; write time=temperature and separate readings by semicolons"},
    {"received_at.before_shipped", "收货时间早于发货时间，请核对两个时间",
     "The goods were received before they were shipped; check both times"},
    {"request.invalid", "请求内容有误，请按 details 中的说明逐项修改",
     "The request has faults; change what the details name"},
    {"row.malformed_quote", "本行的双引号没有成对，请检查；单元格内的双引号应写成两个",
     "The quotes of this line do not pair; check them, and double a quote inside a cell"},
    {"row.no_stage", "本行没有可识别的环节信息，请至少填写生产、检测、物流、销售或服务中一类的内容",
     "The row tells of no stage; fill in production, inspection, logistics, sales or service"},
    {"row.not_an_object", "本条不是 JSON 对象，请写成 {\"产品名称\": …}",
     "This record is not a JSON object; write {\"product_name\": …}"},
    {"row.too_many_cells", "本行有 {0} 个单元格，多于表头的 {1} 列，请检查是否多了分隔符",
     "This line has {0} cells but the header only {1}; check for a separator too many"},
    {"scan.busy", "系统繁忙，本次查询未计数，请稍后再试",
     "The service is busy and this scan was not counted; try again later"},
    {"search.not_utf8", "搜索内容不是有效的 UTF-8 文本，请重新输入", "The search text is not UTF-8; type it again"},
    {"search.too_long", "搜索内容过长，请控制在 {0} 个字符以内",
     "The search text is too long; use {0} characters at most"},
    {"search.too_short", "搜索内容太短，请至少输入两个字符",
     "The search text is too short; type two characters or more"},
    {"search.transliteration", "拼音数据不可用，请联系平台运维人员",
     "The pinyin data is not available; tell the operator"},
    {"server.exposed", "监听口 {0} 只能绑定本机回环地址；如确需对外提供明文 HTTP，请先配置可信代理",
     "The {0} listener may only use a loopback address; to offer plain HTTP to others, name the trusted proxies first"},
    {"server.listen", "无法在 {0} 上监听：{1}，请更换端口或路径，或停止占用它的程序",
     "Cannot listen on {0}: {1}; choose another port or path, or stop the program that uses it"},
    {"server.no_certificate", "启用 HTTPS 需要证书，请配置证书和密钥文件",
     "HTTPS needs a certificate; name its file and the file of its key"},
    {"settings.choice", "设置 {0} 只能取以下值之一：{1}", "The setting {0} must be one of: {1}"},
    {"settings.file", "配置文件 {0} 第 {1} 行写法有误，请按 TOML 格式修改",
     "The configuration file {0} is malformed at line {1}; correct it as TOML"},
    {"settings.invalid", "共有 {0} 处设置有误，请逐项修改", "{0} settings are wrong; correct each of them"},
    {"settings.no_file", "无法读取配置文件 {0}，请检查路径和权限",
     "The configuration file {0} cannot be read; check its path and permissions"},
    {"settings.range", "设置 {0} 应在 {1} 到 {2} 之间（{3}）", "The setting {0} must be from {1} to {2} ({3})"},
    {"settings.type", "设置 {0} 的类型有误，应为 {1}", "The setting {0} has the wrong type; it must be {1}"},
    {"settings.unknown", "没有名为 {0} 的设置，请检查拼写，可用 qiongyuan config 查看全部设置",
     "There is no setting named {0}; check its spelling, `qiongyuan config` lists them all"},
    {"sm2.ciphertext_malformed",
     "SM2 密文格式有误，请使用 C1C3C2 顺序的原始格式（可带 04）或 DER 格式，坐标左侧补足 32 字节",
     "The SM2 ciphertext is malformed; send C1C3C2 raw (with or without 04) or DER, coordinates padded to 32 bytes"},
    {"sm2.decrypt_failed", "SM2 解密失败，请检查是否用对了公钥，且密文未被改动",
     "SM2 decryption failed; check that the right public key was used and the ciphertext is unchanged"},
    {"sm2.key_malformed", "SM2 密钥有误，请提供 PEM、64 字节公钥或 04 开头的 65 字节公钥，且点在曲线上",
     "The SM2 key is malformed; give PEM, a 64-byte point, or 65 bytes beginning with 04, on the curve"},
    {"sm2.key_wrong_type", "密钥不是 SM2 类型，请重新生成 SM2 密钥", "The key is not an SM2 key; make one of type SM2"},
    {"sm2.plaintext_empty", "SM2 不能加密空内容，请提供至少一个字节",
     "SM2 cannot encrypt nothing; give at least one byte"},
    {"sm2.plaintext_too_long", "SM2 最多加密 {0} 字节，请改为加密 SM4 密钥，再用 SM4 加密内容",
     "SM2 encrypts {0} bytes at most; wrap an SM4 key and encrypt the content with it"},
    {"sm2.signature_malformed", "SM2 签名格式有误，请发送 64 字节的 r‖s（各自左侧补零）或 DER",
     "The SM2 signature is malformed; send r‖s of 64 bytes, each padded on the left, or DER"},
    {"sm2.signature_wrong", "SM2 签名验证不通过，请检查密钥、用户标识 1234567812345678 和被签内容",
     "The SM2 signature does not verify; check the key, the user id 1234567812345678 and the signed text"},
    {"sm4.decrypt_failed", "SM4 解密失败，请检查密钥、初始向量和密文是否完整",
     "SM4 decryption failed; check key, iv and that the ciphertext is complete"},
    {"sscc.check", "物流单元代码（SSCC）的校验位不符，请对照标签核对",
     "The check digit of the SSCC does not match; compare it with the label"},
    {"sscc.malformed", "物流单元代码（SSCC）有误，应为 18 位数字", "The SSCC is malformed; write its 18 digits"},
    {"storage.busy", "系统繁忙，未做任何改动，请稍后再试",
     "The system is busy and nothing was changed; try again soon"},
    {"storage.changed", "记录已被他人修改或不存在，请刷新后在最新内容上重新修改",
     "The record was changed by someone else or does not exist; reload it and make the change again"},
    {"storage.corrupt", "存储的数据已损坏，请联系运维人员检查并从备份恢复",
     "Stored data is damaged; ask the operator to check it and restore a backup"},
    {"storage.duplicate", "相同的记录已经存在（{0}），请刷新后再试",
     "The same record exists already ({0}); reload and try again"},
    {"storage.exception", "程序内部错误，未做任何改动，请联系运维人员",
     "The program failed and nothing was changed; ask the operator"},
    {"storage.reference", "引用的对象不存在（{0}），请刷新后再试",
     "A record that is referred to does not exist ({0}); reload and try again"},
    {"storage.statement", "程序内部错误（{0}），未做任何改动，请联系运维人员",
     "The program failed ({0}) and nothing was changed; ask the operator"},
    {"storage.unavailable", "存储暂时不可用，请稍后再试；如持续出现，请检查磁盘空间和权限",
     "The storage does not answer; try again later, and check disk space and permissions if it goes on"},
    {"time.malformed", "时间写法有误，请写成 2026-03-05 或 2026-03-05T08:30:00+08:00",
     "The time is malformed; write 2026-03-05 or 2026-03-05T08:30:00+08:00"},
    {"time.out_of_range", "年份超出范围，请填写 1900 至 2200 年之间的时间",
     "The year is out of range; use 1900 to 2200"},
    {"tls.certificate", "无法使用证书 {0}，请检查文件是否存在、是否为 PEM 格式、密钥是否与证书相符且没有口令",
     "The certificate {0} cannot be used; check that it exists, is PEM, and that its key matches and has no password"},
    {"tls.files", "无法读写 {0}，请检查目录的权限和磁盘",
     "Cannot read or write {0}; check the permissions of the folder and the disk"},
    {"tls.generate", "无法生成或启用证书，请检查 OpenSSL 的安装",
     "The certificate cannot be made or used; check the installation of OpenSSL"},
});

// Two rows of one code, or a row in the wrong place, do not compile.
static_assert(std::ranges::adjacent_find(kMessages, std::ranges::greater_equal{}, &Message::code) == kMessages.end());

const Message* row_of(std::string_view code) {
    const auto row = std::ranges::lower_bound(kMessages, code, {}, &Message::code);
    return row == kMessages.end() || row->code != code ? nullptr : &*row;
}

// Faults of single fields are many: "tested_on.missing" without a row of its own is told by "*.missing", the field's
// name being {0} and the arguments following.
std::string general_text(std::string_view code, const std::vector<std::string>& arguments, Language language) {
    const std::size_t dot = code.find('.');
    if (dot == std::string_view::npos || code.starts_with('*')) return std::string(code);
    const std::string general = '*' + std::string(code.substr(dot));
    if (row_of(general) == nullptr) return std::string(code);
    std::vector<std::string> all{std::string(code.substr(0, dot))};
    all.insert(all.end(), arguments.begin(), arguments.end());
    return message_text(general, all, language);
}

std::string_view trimmed_part(std::string_view text, char separator, std::size_t index) {
    const auto parts = split(text, separator);
    return index < parts.size() ? trim(parts[index]) : std::string_view{};
}

// The weight of one range of the header ("en;q=0.8"): 1000 when it names none, 0 when it is malformed.
int weight_of(std::string_view range) {
    const auto parameter = trimmed_part(range, ';', 1);
    if (parameter.empty()) return 1000;
    if (!parameter.starts_with("q=") && !parameter.starts_with("Q=")) return 0;
    double weight = 0;
    const auto [stop, fault] = std::from_chars(parameter.data() + 2, parameter.data() + parameter.size(), weight);
    const bool whole = fault == std::errc() && stop == parameter.data() + parameter.size();
    return whole && weight >= 0 && weight <= 1 ? static_cast<int>(weight * 1000) : 0;
}

bool names(std::string_view range, std::string_view language) {
    const auto tag = lower_ascii(trimmed_part(range, ';', 0));
    return tag == language || tag.starts_with(std::string(language) + "-");
}

}  // namespace

std::span<const Message> messages() {
    return kMessages;
}

std::string message_text(std::string_view code, const std::vector<std::string>& arguments, Language language) {
    const auto* row = row_of(code);
    if (row == nullptr) {
        return general_text(code, arguments, language);
    }
    // One pass over the template, so that braces inside an argument stay as they are.
    const std::string_view text = language == Language::zh ? row->zh : row->en;
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '{' && i + 2 < text.size() && text[i + 2] == '}' && text[i + 1] >= '0' && text[i + 1] <= '9') {
            const auto index = static_cast<std::size_t>(text[i + 1] - '0');
            if (index < arguments.size()) out += arguments[index];
            i += 2;
        } else {
            out += text[i];
        }
    }
    return out;
}

Language language_of(std::string_view accept_language) {
    int best = 0;
    Language language = Language::zh;
    for (const auto range : split(accept_language, ',')) {
        const bool english = names(range, "en");
        if (!english && !names(range, "zh") && trimmed_part(range, ';', 0) != "*") continue;
        const int weight = weight_of(range);
        if (weight > best) {  // of equal weights the first in the header wins
            best = weight;
            language = english ? Language::en : Language::zh;
        }
    }
    return language;
}

}  // namespace qy
