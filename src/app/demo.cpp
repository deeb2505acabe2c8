#include "demo.h"

#include <algorithm>

#include "base/embedded.h"
#include "base/log.h"
#include "business/accounts.h"
#include "business/capture.h"
#include "business/codes.h"
#include "demo_codes.h"
#include "demo_media.h"
#include "demo_users.h"

namespace qy::app {
namespace {

model::Actor demo_actor(const Platform& platform) {
    model::Actor actor;
    actor.name = "demo";
    actor.party = platform.operator_party();
    actor.channel = model::Channel::demo;
    actor.address = "local";
    return actor;
}

Result<void> import_examples(Platform& platform, const model::Actor& actor) {
    for (const auto& file : embedded::examples()) {
        QY_TRY(report, platform.use().capture.import_file({std::string(file.name), bytes_of(file.content), {}}, actor));
        log::info("demo.import", {{"file", file.name},
                                  {"accepted", report.accepted},
                                  {"exists", report.exists},
                                  {"rejected", report.rejected}});
        for (const auto& row : report.rows) {
            if (row.faults.empty()) continue;
            log::error("demo.row", {{"file", file.name}, {"line", row.line}, {"code", row.faults.front().code}});
            return internal("demo.rejected", {std::string(file.name), row.faults.front().code});
        }
    }
    return {};
}

}  // namespace

Result<Demo> load_demo(Platform& platform) {
    const auto actor = demo_actor(platform);
    QY_CHECK(import_examples(platform, actor));
    Demo demo;
    QY_TRY(codes, demo_codes(platform, actor));
    demo.codes = std::move(codes.codes);
    demo.example_lot = codes.example_lot;
    demo.example_product = codes.example_product;
    QY_CHECK(demo_media(platform, demo.codes, actor));
    QY_TRY(users, demo_users(platform, actor));
    demo.users = std::move(users);
    return demo;
}

}  // namespace qy::app
