#pragma once
// Requests with an Idempotency-Key that are being done now: a second one with the same key must not run beside them.
#include <mutex>
#include <optional>
#include <string>
#include <unordered_set>
#include <utility>

namespace qy::presentation {

/// Safe from any thread. Turns end before the book they are of.
class InFlight {
 public:
    class Turn {
     public:
        Turn(InFlight& book, std::string key) : book_(&book), key_(std::move(key)) {}
        Turn(Turn&& other) noexcept : book_(std::exchange(other.book_, nullptr)), key_(std::move(other.key_)) {}
        Turn& operator=(Turn&&) = delete;
        Turn(const Turn&) = delete;
        Turn& operator=(const Turn&) = delete;
        ~Turn();

     private:
        InFlight* book_;
        std::string key_;
    };

    /// nullopt while another turn with this key lasts.
    [[nodiscard]] std::optional<Turn> enter(std::string key);

 private:
    std::mutex mutex_;
    std::unordered_set<std::string> keys_;
};

}  // namespace qy::presentation
