// What the printing house does: fetches, prints, ships.
#include "base/clock.h"
#include "code_access.h"
#include "crypto/handed_file.h"
#include "label_order_step.h"
#include "label_run.h"
#include "storage/store.h"

namespace qy::business {
namespace {

using model::LabelOrderVerb;

class FileSeal final : public SealedOut {
 public:
    FileSeal(const SecretText& password, Random& random) : writer_(password, random) {}
    void add(std::string_view plain, std::string& out) override { writer_.add(plain, out); }
    void finish(std::string& out) override { writer_.finish(out); }

 private:
    crypto::HandedFileWriter writer_;
};

LabelOrder run_of(const FetchOrder& fetch, const model::LabelOrder& order) {
    LabelOrder run;
    run.range = order.block;
    run.pins = order.pin;
    run.labels_max = fetch.labels_max;
    run.medium = "order " + fetch.medium;
    run.reason = order.renewed_for;
    return run;
}

}  // namespace

Result<LabelFacts> facts_of_order(const Services& services, const model::Actor& actor, model::LabelOrderId id,
                                  std::string_view base) {
    constexpr auto permission = model::Permission::print_labels;
    QY_CHECK(need(actor, permission));
    return services.store.read([&](storage::Reader& reader) -> Result<LabelFacts> {
        QY_TRY(found, storage::label_orders::find_given(reader, actor.reach(permission), id));
        if (!found) return not_found("label_order.not_found");
        QY_TRY(block, block_of(reader, found->order));
        return label_facts_of(reader, services, block.range, {found->order.lot, found->order.product}, base);
    });
}

Result<HandedFile> fetch_labels(const Services& services, const model::Actor& actor, const FetchOrder& fetch,
                                std::string_view base) {
    std::optional<HandedFile> handed;
    const auto work = [&](storage::Writer& writer, model::LabelOrder& order, Time now) -> Result<JsonObject> {
        QY_TRY(password, storage::label_orders::password(writer, order.id));
        if (password.expose().empty()) return conflict("label_order.no_password");
        QY_TRY(block, block_of(writer, order));
        QY_TRY(kept, label_run_in(writer, services, actor, block, run_of(fetch, order), {order.lot, order.product},
                                  base, now));
        handed.emplace(HandedFile{std::move(kept.run), std::make_shared<FileSeal>(password, services.random)});
        QY_CHECK(storage::label_orders::set_password(writer, order.id, {}));
        QY_CHECK(set_block_state(writer, order, model::RangeState::printing));
        return JsonObject{
            {"count", order.quantity}, {"medium", fetch.medium}, {"pin", order.pin}, {"again", kept.again}};
    };
    QY_CHECK(step_labels(services, actor, LabelOrderVerb::fetch, fetch.step, work));
    return std::move(*handed);
}

Result<model::LabelOrder> print_labels(const Services& services, const model::Actor& actor, const OrderStep& step,
                                       const std::vector<CodeSpan>& spoiled) {
    const auto work = [&](storage::Writer& writer, model::LabelOrder& order, Time now) -> Result<JsonObject> {
        QY_TRY(block, block_of(writer, order));
        QY_TRY(count, void_labels(writer, services, block.range, spoiled, now));
        order.spoiled = count;
        return JsonObject{{"spoiled", count}};
    };
    return step_labels(services, actor, LabelOrderVerb::print, step, work);
}

Result<model::LabelOrder> ship_labels(const Services& services, const model::Actor& actor, const OrderStep& step) {
    const auto work = [](storage::Writer&, model::LabelOrder& order, Time) -> Result<JsonObject> {
        return JsonObject{{"shipped", order.quantity - order.spoiled}};
    };
    return step_labels(services, actor, LabelOrderVerb::ship, step, work);
}

}  // namespace qy::business
