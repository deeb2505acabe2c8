#include "pages/verdict.h"

#include "pages/format.h"
#include "pages/icons.h"
#include "pages/page_frame.h"

namespace qy::presentation {
namespace {

using model::Authenticity;
using model::AuthenticityAnswer;

/// How a state is told: a tone for the colour, a picture and words, so that none is needed to understand the others.
struct Verdict {
    std::string_view tone;
    Trusted icon;
    std::string title;
    std::string lead;
    std::string advice;
};

/// "2026年3月5日 10:22（海口）"
std::string when_and_where(const PageWriter& page, const AuthenticityAnswer& authenticity) {
    std::string shown = shown_instant(*authenticity.first_scanned_at, page.language());
    if (!authenticity.first_scanned_region.empty()) {
        shown = page.say(Text::time_in_region, {shown, authenticity.first_scanned_region});
    }
    return shown;
}

Verdict genuine_verdict(const PageWriter& page, const AuthenticityAnswer& authenticity) {
    const std::int64_t scans = shown_scans(authenticity, page.context);
    if (scans <= 1) {
        return {"good",
                icons::check(),
                std::string(page.say(Text::genuine_first)),
                std::string(page.say(Text::genuine_first_lead)),
                {}};
    }
    const std::string times = std::to_string(scans);
    Verdict verdict{"good", icons::check(), page.say(Text::genuine_again, {times}), {}, {}};
    if (authenticity.first_scanned_at) {
        verdict.lead = page.say(Text::genuine_again_lead, {when_and_where(page, authenticity)});
    }
    verdict.advice = page.say(authenticity.has_pin ? Text::genuine_again_pin_advice : Text::genuine_again_advice);
    if (scans >= kManyScans) {
        verdict.tone = "warn";
        verdict.icon = icons::alert();
        verdict.title = page.say(Text::genuine_many, {times});
        verdict.advice = page.say(Text::genuine_many_advice);
    }
    return verdict;
}

Verdict plain_verdict(const PageWriter& page, std::string_view tone, Trusted icon, Text title, Text lead, Text advice) {
    return {tone, icon, std::string(page.say(title)), std::string(page.say(lead)), std::string(page.say(advice))};
}

Verdict verdict_of(const PageWriter& page, const AuthenticityAnswer& authenticity) {
    switch (authenticity.state) {
        case Authenticity::genuine:
            return genuine_verdict(page, authenticity);
        case Authenticity::unbound:
            return plain_verdict(page, "note", icons::chain(), Text::unbound, Text::unbound_lead, Text::unbound_advice);
        case Authenticity::unknown:
            return plain_verdict(page, "bad", icons::question(), Text::unknown, Text::unknown_lead,
                                 Text::unknown_advice);
        case Authenticity::forged:
            return plain_verdict(page, "bad", icons::cross(), Text::forged, Text::forged_lead, Text::forged_advice);
        case Authenticity::frozen:
            return plain_verdict(page, "bad", icons::stop(), Text::frozen, Text::frozen_lead, Text::frozen_advice);
        case Authenticity::recalled:
            return plain_verdict(page, "bad", icons::back(), Text::recalled, Text::recalled_lead,
                                 Text::recalled_advice);
    }
    QY_ASSERT(false);
}

void write_stat(PageWriter& page, Text label, std::string_view value) {
    const auto pair = page.html.open("div");
    page.html.element("dt", {}, page.say(label)).element("dd", {}, value);
}

void write_stats(PageWriter& page, const AuthenticityAnswer& authenticity) {
    const auto list = page.html.open("dl", {{"class", "stats"}});
    write_stat(page, Text::scan_count,
               page.count(Text::times_one, Text::times_many,
                          static_cast<std::size_t>(shown_scans(authenticity, page.context))));
    if (authenticity.first_scanned_at) {
        write_stat(page, Text::first_scanned, shown_instant(*authenticity.first_scanned_at, page.language()));
    }
    if (authenticity.first_verified_at) {
        write_stat(page, Text::first_verified, shown_instant(*authenticity.first_verified_at, page.language()));
    }
}

void write_code(PageWriter& page, std::string_view code) {
    if (code.empty()) return;
    const auto line = page.html.open("p", {{"class", "code"}});
    page.html.element("span", {}, page.say(Text::trace_code)).text(" ").element("b", {}, grouped_code(code));
}

/// An outcome of the PIN as one line with its picture.
void write_pin_outcome(PageWriter& page, std::string_view tone, Trusted icon, std::string_view words) {
    const auto line = page.html.open("p", {{"class", tone}, {"role", "status"}});
    page.html.trusted(icon).element("span", {}, words);
}

void write_outcome(PageWriter& page, const AuthenticityAnswer& authenticity) {
    switch (page.context.pin) {
        case PinOutcome::not_sent:
            return;
        case PinOutcome::first_right:
            return write_pin_outcome(page, "says good", icons::checks(), page.say(Text::pin_first_right));
        case PinOutcome::right_again: {
            const std::string since = authenticity.first_verified_at
                                          ? shown_instant(*authenticity.first_verified_at, page.language())
                                          : std::string(page.say(Text::earlier));
            return write_pin_outcome(page, "says warn", icons::alert(), page.say(Text::pin_right_again, {since}));
        }
        case PinOutcome::wrong:
            return write_pin_outcome(page, "says bad", icons::cross(), page.say(Text::pin_wrong));
        case PinOutcome::too_many:
            return write_pin_outcome(page, "says warn", icons::stop(), page.say(Text::pin_too_many));
    }
}

bool asks_for_pin(PinOutcome outcome) {
    return outcome == PinOutcome::not_sent || outcome == PinOutcome::wrong;
}

void write_pin_form(PageWriter& page) {
    const auto form =
        page.html.open("form", {{"method", "post"}, Attribute::url("action", page.link(page.context.path))});
    page.html.element("label", {{"for", "pin"}}, page.say(Text::pin_label));
    const auto row = page.html.open("div", {{"class", "row"}});
    page.html.leaf("input", {{"id", "pin"},
                             {"name", "pin"},
                             {"inputmode", "numeric"},
                             {"autocomplete", "off"},
                             {"pattern", "[0-9]{6}"},
                             {"maxlength", 6},
                             {"placeholder", "······"},
                             {"aria-describedby", "pin-hint"},
                             Attribute::flag("required")});
    page.html.element("button", {{"type", "submit"}}, page.say(Text::pin_button));
}

}  // namespace

std::int64_t shown_scans(const AuthenticityAnswer& authenticity, const PageContext& context) {
    const bool will_count = !context.beacon_url.empty() && !authenticity.same_device_again;
    return authenticity.scan_count + (will_count ? 1 : 0);
}

void write_verdict(PageWriter& page, const model::TraceAnswer& answer) {
    const AuthenticityAnswer& authenticity = *answer.authenticity;
    const Verdict verdict = verdict_of(page, authenticity);
    const auto section = page.html.open(
        "section", {{"class", "card verdict " + std::string(verdict.tone)}, {"aria-labelledby", "verdict"}});
    {
        const auto seal = page.html.open("div", {{"class", "seal"}});
        page.html.trusted(verdict.icon);
    }
    {
        const auto words = page.html.open("div", {{"class", "words"}});
        page.html.element("h2", {{"id", "verdict"}}, verdict.title);
        if (!verdict.lead.empty()) page.html.element("p", {}, verdict.lead);
        if (!authenticity.reason.empty()) {
            page.data("p", "reason", page.say(Text::reason, {authenticity.reason}));
        }
        if (!verdict.advice.empty()) page.html.element("p", {{"class", "advice"}}, verdict.advice);
    }
    if (authenticity.state == Authenticity::genuine) write_stats(page, authenticity);
    write_code(page, answer.code);
    const bool not_ours = authenticity.state == Authenticity::forged || authenticity.state == Authenticity::unknown;
    if (not_ours) write_search_form(page, answer.code);
}

void write_pin(PageWriter& page, const model::TraceAnswer& answer) {
    const AuthenticityAnswer& authenticity = *answer.authenticity;
    if (!authenticity.has_pin || authenticity.state != Authenticity::genuine) return;
    const auto section = page.html.open("section", {{"class", "card pin"}, {"aria-labelledby", "pin-title"}});
    {
        const auto title = page.html.open("h2", {{"id", "pin-title"}});
        page.html.trusted(icons::key()).text(page.say(Text::pin_title));
    }
    write_outcome(page, authenticity);
    if (!asks_for_pin(page.context.pin)) return;
    page.html.element("p", {{"class", "soft"}, {"id", "pin-hint"}}, page.say(Text::pin_hint));
    write_pin_form(page);
}

}  // namespace qy::presentation
