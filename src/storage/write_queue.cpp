#include "write_queue.h"

#include <exception>
#include <optional>

#include "base/limits.h"
#include "base/log.h"

namespace qy::storage {
namespace {

constexpr Statement kSavepoint{"write.begin", "SAVEPOINT work"};
constexpr Statement kRelease{"write.keep", "RELEASE SAVEPOINT work"};
constexpr Statement kUndo{"write.undo", "ROLLBACK TO SAVEPOINT work"};

// Remembers the first error after which the work's changes must not be kept, even if the work overlooks it.
class GroupWriter final : public Writer {
 public:
    explicit GroupWriter(WriteConnection& connection) : connection_(connection) {}

    Result<void> each_until(const Statement& statement, Binds binds,
                            const std::function<Result<bool>(const Row&)>& use) override {
        bool own = false;  // an error that `use` returns is the work's own affair
        return noted(connection_.each_until(statement, {binds.begin(), binds.size()},
                                            [&](const Row& row) {
                                                auto outcome = use(row);
                                                own = !outcome.ok();
                                                return outcome;
                                            }),
                     own);
    }
    Result<std::int64_t> run(const Statement& statement, Binds binds) override {
        return noted(connection_.run(statement, {binds.begin(), binds.size()}), false);
    }
    Result<std::int64_t> run_many(const Statement& statement, std::span<const BindRow> rows) override {
        return noted(connection_.run_many(statement, rows), false);
    }
    Result<void> script(std::string_view name, std::string_view sql) override {
        return noted(connection_.script(name, sql), false);
    }
    [[nodiscard]] const std::optional<Error>& failure() const { return failure_; }

 protected:
    Result<void> control(const Statement& statement) override { return noted(connection_.control(statement), false); }

 private:
    template <class T>
    Result<T> noted(Result<T> outcome, bool own) {
        if (!outcome.ok() && !own && !failure_ && !is_refused_change(outcome.error())) failure_ = outcome.error();
        return outcome;
    }

    WriteConnection& connection_;
    std::optional<Error> failure_;
};

// Whether to keep the changes; an error when the store itself failed.
Result<bool> run_work(WriteConnection& connection, const std::function<bool(Writer&)>& work) {
    GroupWriter writer(connection);
    try {
        const bool keep = work(writer);
        if (writer.failure()) return *writer.failure();
        return keep;
    } catch (const std::exception& fault) {
        return internal("storage.exception").because(fault.what());
    } catch (...) {
        return internal("storage.exception").because("not a std::exception");
    }
}

}  // namespace

WriteQueue::WriteQueue(std::unique_ptr<WriteConnection> connection) : connection_(std::move(connection)) {
    group_.reserve(limits::write_group_max);
    thread_ = std::thread([this] { loop(); });
}

WriteQueue::~WriteQueue() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    arrived_.notify_one();
    thread_.join();
    std::unique_lock lock(mutex_);
    left_.wait(lock, [this] { return callers_ == 0; });
}

Result<void> WriteQueue::run(const std::function<bool(Writer&)>& work) {
    QY_ASSERT(std::this_thread::get_id() != thread_.get_id());  // work that calls the store would wait for itself
    Pending pending{work, {}, false, {}};
    std::unique_lock lock(mutex_);
    ++callers_;
    waiting_.push_back(&pending);
    arrived_.notify_one();
    pending.wake.wait(lock, [&pending] { return pending.answered; });
    if (--callers_ == 0 && stopping_) left_.notify_one();
    return std::move(pending.outcome);
}

std::size_t WriteQueue::waiting() const {
    const std::lock_guard lock(mutex_);
    return waiting_.size();
}

void WriteQueue::loop() {
    while (true) {
        {
            std::unique_lock lock(mutex_);
            arrived_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
            if (waiting_.empty()) return;
        }
        run_group();
    }
}

void WriteQueue::run_group() {
    Result<void> outcome;
    if (auto begun = connection_->begin_group(); !begun.ok()) {
        while (take() != nullptr) {
        }
        outcome = std::move(begun).error();
    } else {
        // Who arrives while the group runs still joins it: the costly part is the commit.
        for (auto* pending = take(); pending != nullptr && outcome.ok(); pending = outcome.ok() ? take() : nullptr) {
            outcome = run_one(*pending);
        }
        if (outcome.ok()) outcome = connection_->commit_group();
        connection_->abandon_group();
    }
    if (!outcome.ok()) {
        log::error(
            "storage.group_failed",
            {{"code", outcome.error().code}, {"detail", outcome.error().detail.text}, {"writes", group_.size()}});
    }
    answer(outcome);
}

WriteQueue::Pending* WriteQueue::take() {
    const std::lock_guard lock(mutex_);
    if (waiting_.empty() || group_.size() == limits::write_group_max) return nullptr;
    auto* pending = waiting_.front();
    waiting_.pop_front();
    group_.push_back(pending);
    return pending;
}

// The first of a group needs no savepoint, whose price is a copy of every page that is changed under it: to undo it is
// to undo the group so far. An error means that the group's transaction cannot go on; the work's own failure goes into
// pending.outcome.
Result<void> WriteQueue::run_one(Pending& pending) {
    const bool first = group_.size() == 1;
    if (!first) QY_CHECK(connection_->control(kSavepoint));
    auto keep = run_work(*connection_, pending.work);
    if (!connection_->in_group()) {  // the database gave the whole transaction up (disk full, connection lost)
        return keep.ok() ? unavailable("storage.unavailable").because("the transaction was given up")
                         : std::move(keep).error();
    }
    QY_CHECK(settle(first, keep.ok() && *keep));
    if (!keep.ok()) pending.outcome = std::move(keep).error();
    return {};
}

Result<void> WriteQueue::settle(bool first, bool keep) {
    if (first) {
        if (keep) return {};
        connection_->abandon_group();
        return connection_->begin_group();
    }
    if (!keep) QY_CHECK(connection_->control(kUndo));
    return connection_->control(kRelease);
}

void WriteQueue::answer(const Result<void>& group_outcome) {
    const std::lock_guard lock(mutex_);
    for (auto* pending : group_) {
        if (!group_outcome.ok()) pending->outcome = group_outcome;
        pending->answered = true;
        // Under the lock: the waiting caller destroys the condition as soon as it has the lock.
        pending->wake.notify_one();
    }
    group_.clear();
}

}  // namespace qy::storage
