#include "arrival.h"

#include <algorithm>
#include <charconv>

#include "base/change_limits.h"
#include "base/limits.h"
#include "base/settings.h"
#include "keyed_hash.h"
#include "model/work_calendar.h"
#include "row_content.h"
#include "storage/catalogue_store.h"
#include "storage/category_store.h"
#include "storage/lot_store.h"
#include "storage/review_task_store.h"

namespace qy::business {
namespace {

using storage::policies::Decision;
using storage::policies::Policy;

constexpr std::string_view kDrawUse = "review.draw";
constexpr std::size_t kDrawDigits = 12;  // 48 bits: the remainder by 10,000 favours nothing

bool fits(const Policy& policy, const SubmissionFacts& facts) {
    return (!policy.party || policy.party == facts.party) && (!policy.channel || policy.channel == facts.channel) &&
           (!policy.kind || policy.kind == facts.kind) && (!policy.brand || policy.brand == facts.brand) &&
           (!policy.category || policy.category == facts.category);
}

Result<std::int64_t> draw_for(const crypto::Keyring& keys, const Policy& policy, const SubmissionFacts& facts) {
    const std::string subject = policy.id.to_string() + "\n" + facts.party.to_string() + "\n" + facts.identity;
    QY_TRY(hash, keyed_hash(keys, kDrawUse, subject));
    std::uint64_t number = 0;
    const auto [end, fault] = std::from_chars(hash.data(), hash.data() + kDrawDigits, number, 16);
    QY_ASSERT(fault == std::errc() && end == hash.data() + kDrawDigits);
    return static_cast<std::int64_t>(number % limits::review_share_whole);
}

void set_product(SubmissionFacts& facts, const model::Product& product) {
    facts.brand = product.brand;
    facts.category = product.category;
}

/// The product of the lot that a row names by its number alone, or of another owner's: the own lot, else the only one.
Result<std::optional<model::Product>> product_of_lot(storage::Reader& reader, model::PartyId party,
                                                     const model::LotRef& ref) {
    QY_TRY(lots, storage::lots::with_number(reader, ref.lot_number, limits::trace_candidates_max));
    std::erase_if(lots, [](const model::Lot& lot) { return lot.product.is_none(); });
    const auto own = std::ranges::find(lots, party, &model::Lot::owner);
    if (own == lots.end() && lots.size() != 1) return std::optional<model::Product>();
    QY_TRY(product, storage::catalogue::find_product(reader, model::Reach::everything(),
                                                     own == lots.end() ? lots.front().product : own->product));
    const bool fits = product && (ref.product_name.empty() || product->name == ref.product_name);
    return fits ? std::move(product) : std::optional<model::Product>();
}

/// The product that a row speaks of, if it is there already.
Result<std::optional<model::Product>> product_of_row(storage::Reader& reader, model::PartyId party,
                                                     const model::LotRef& ref) {
    QY_TRY(products, storage::catalogue::products_by_name(reader, party, ref.product_name));
    if (!products.empty()) return std::optional(std::move(products.front()));
    return ref.lot_number.empty() ? Result<std::optional<model::Product>>(std::nullopt)
                                  : product_of_lot(reader, party, ref);
}

}  // namespace

Result<SubmissionFacts> facts_of(storage::Reader& reader, model::PartyId party, model::Channel channel,
                                 const model::Change& change) {
    SubmissionFacts facts{party, channel, change.kind, {}, {}, std::string(to_string(change.kind)) + "\n"};
    if (change.kind != model::ChangeKind::product) {
        facts.identity += to_text(change.content);
        return facts;
    }
    facts.identity += std::to_string(change.target) + "\n" + std::to_string(change.base_version);
    QY_TRY(product,
           storage::catalogue::find_product(reader, model::Reach::everything(), model::ProductId(change.target)));
    if (product) set_product(facts, *product);
    return facts;
}

Result<SubmissionFacts> facts_of_row(storage::Reader& reader, model::PartyId party, model::Channel channel,
                                     const RowContent& row) {
    SubmissionFacts facts{party, channel, model::ChangeKind::row, {}, {}, "row"};
    const auto& lot = row.lot;
    for (const auto* const text : {&lot.ref.owner_name, &lot.ref.product_name, &lot.ref.lot_number}) {
        facts.identity.append("\n").append(*text);
    }
    for (const auto& event : row.events) {
        facts.identity.append("\n").append(to_string(event.step)).append(" ").append(event.event_time.day());
    }
    QY_TRY(product, product_of_row(reader, party, lot.ref));
    if (product) set_product(facts, *product);
    if (!lot.category.empty()) {
        QY_TRY(category, storage::catalogue::category_by_code(reader, lot.category));
        if (category) facts.category = category->id;
    }
    if (!lot.brand_name.empty()) {
        QY_TRY(brand, storage::catalogue::brand_by_name(reader, lot.brand_name));
        if (brand) facts.brand = brand->id;
    }
    return facts;
}

Result<SubmissionFacts> facts_of_submission(storage::Reader& reader, const model::Submission& submission) {
    const auto& change = submission.changes.front();
    if (change.kind != model::ChangeKind::row) {
        return facts_of(reader, submission.party, submission.channel, change);
    }
    QY_TRY(row, row_content_from_json(change.content));
    return facts_of_row(reader, submission.party, submission.channel, row);
}

Result<Arrival> arrival_of(const std::vector<Policy>& policies, const crypto::Keyring& keys,
                           const SubmissionFacts& facts) {
    const auto found = std::ranges::find_if(policies, [&](const Policy& policy) { return fits(policy, facts); });
    Arrival arrival;
    if (found == policies.end()) return arrival;
    arrival.policy = *found;
    arrival.passes = found->decision == Decision::automatic;
    if (found->decision != Decision::sample) return arrival;
    QY_TRY(draw, draw_for(keys, *found, facts));
    arrival.draw = draw;
    arrival.passes = draw >= found->review_share;
    return arrival;
}

void note_arrival(model::Submission& submission, const Arrival& arrival) {
    if (!arrival.policy) return;
    const auto& policy = *arrival.policy;
    submission.policy = policy.id;
    submission.draw = arrival.draw;
    if (!arrival.passes || policy.made_by.empty()) return;  // of the shipped ones the channel says everything
    submission.comment = "approved by policy " + policy.id.to_string();
    if (arrival.draw) {
        submission.comment +=
            ", drawn " + std::to_string(*arrival.draw) + ", reviewed below " + std::to_string(policy.review_share);
    }
    if (!policy.reason.empty()) submission.comment += ": " + policy.reason;
}

Result<void> add_review_task(storage::Writer& writer, const Services& services, const model::Submission& submission,
                             const SubmissionFacts& facts, const Arrival& arrival, Time now) {
    model::ReviewTask task;
    task.submission = submission.id;
    task.party = facts.party;
    task.brand = facts.brand;
    task.category = facts.category;
    task.kind = facts.kind;
    task.waits_since = now;
    task.reviewers = arrival.policy ? arrival.policy->reviewers : 1;
    const auto hours = arrival.policy && arrival.policy->due_hours > 0 ? arrival.policy->due_hours
                                                                       : services.settings.integer("review.due_hours");
    QY_TRY(calendar, model::WorkCalendar::parse(services.settings.list("privacy.holidays")));
    task.due_at = calendar.working_hours_after(now, hours);
    return storage::review_tasks::insert(writer, task);
}

}  // namespace qy::business
