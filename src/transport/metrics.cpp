#include "transport/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <algorithm>
#include <array>
#include <map>
#include <mutex>
#include <shared_mutex>

namespace qy::transport {
namespace {

// Seconds: from the hot answer (tens of microseconds) to a large import.
const prometheus::Histogram::BucketBoundaries& bounds() {
    static const prometheus::Histogram::BucketBoundaries kBounds = {0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03,
                                                                    0.1,    0.3,    1,     3,     10};
    return kBounds;
}

struct RouteMetrics {
    std::array<prometheus::Counter*, 6> by_class{};  // index: first digit of the status
    prometheus::Histogram* seconds = nullptr;
};

}  // namespace

struct Metrics::Parts {
    prometheus::Registry registry;
    prometheus::Family<prometheus::Counter>& requests = prometheus::BuildCounter()
                                                            .Name("qiongyuan_http_requests_total")
                                                            .Help("Requests answered, by route and class of status")
                                                            .Register(registry);
    prometheus::Family<prometheus::Histogram>& seconds =
        prometheus::BuildHistogram()
            .Name("qiongyuan_http_request_seconds")
            .Help("Time from the whole header to the last byte handed to the system")
            .Register(registry);
    prometheus::Family<prometheus::Gauge>& connections = prometheus::BuildGauge()
                                                             .Name("qiongyuan_http_connections")
                                                             .Help("Open connections, by listener")
                                                             .Register(registry);
    prometheus::Family<prometheus::Counter>& refused = prometheus::BuildCounter()
                                                           .Name("qiongyuan_http_refused_connections_total")
                                                           .Help("Connections closed without an answer, by reason")
                                                           .Register(registry);
    std::shared_mutex mutex;  // of routes
    std::map<std::string, RouteMetrics, std::less<>> routes;
    std::mutex watch_mutex;  // of watched
    struct Watched {
        prometheus::Gauge* gauge;
        std::function<double()> read;
    };
    std::map<std::string, Watched> watched;

    RouteMetrics& route(std::string_view name);
};

// Looked up once per request, so without the library's own look-up by label map.
RouteMetrics& Metrics::Parts::route(std::string_view name) {
    {
        const std::shared_lock lock(mutex);
        if (const auto found = routes.find(name); found != routes.end()) return found->second;
    }
    const std::unique_lock lock(mutex);
    const auto [place, added] = routes.try_emplace(std::string(name));
    if (added) {
        for (std::size_t digit = 1; digit < place->second.by_class.size(); ++digit) {
            place->second.by_class[digit] =
                &requests.Add({{"route", place->first}, {"status", std::to_string(digit) + "xx"}});
        }
        place->second.seconds = &seconds.Add({{"route", place->first}}, bounds());
    }
    return place->second;
}

Metrics::Metrics() : parts_(std::make_unique<Parts>()) {}
Metrics::~Metrics() = default;

void Metrics::count_request(std::string_view route, int status, double seconds) {
    RouteMetrics& metrics = parts_->route(route);
    const auto digit = static_cast<std::size_t>(std::clamp(status / 100, 1, 5));
    metrics.by_class[digit]->Increment();
    metrics.seconds->Observe(seconds);
}

void Metrics::add_connections(Listener listener, int change) {
    parts_->connections.Add({{"listener", std::string(to_string(listener))}}).Increment(change);
}

void Metrics::count_refused_connection(std::string_view reason) {
    parts_->refused.Add({{"reason", std::string(reason)}}).Increment();
}

void Metrics::watch(const std::string& name, const std::string& help, std::function<double()> read) {
    const std::lock_guard lock(parts_->watch_mutex);
    const auto known = parts_->watched.find(name);
    auto* gauge = known != parts_->watched.end()
                      ? known->second.gauge
                      : &prometheus::BuildGauge().Name(name).Help(help).Register(parts_->registry).Add({});
    parts_->watched[name] = {gauge, std::move(read)};
}

std::string Metrics::text() const {
    const std::lock_guard lock(parts_->watch_mutex);
    for (auto& [name, row] : parts_->watched) row.gauge->Set(row.read());
    return prometheus::TextSerializer().Serialize(parts_->registry.Collect());
}

}  // namespace qy::transport
