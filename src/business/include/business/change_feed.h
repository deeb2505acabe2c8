#pragma once
// The feed of changes and those who follow it: durable followers by name, and the streams that open pages listen to.
// (clauses 5.5, 6.2.1; decision 23)
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/result.h"
#include "business/services.h"
#include "model/actor.h"
#include "model/change_note.h"

namespace qy::storage {
class Reader;
class Writer;
}  // namespace qy::storage

namespace qy::business {

class Labels;
class TraceQuery;

/// Writes down in the caller's transaction that something changed. Errors: those of storage.
Result<void> note_change(storage::Writer& writer, const model::ChangeNote& note);

/// What a follower has not seen yet, oldest first. `missed`: notes that it should have seen are not kept any more; what
/// it made of the feed has to be made anew, from the data.
struct FollowedChanges {
    std::vector<model::ChangeNote> notes;
    bool missed = false;
};
/// Followers are known by name; a new one begins with the oldest note that is kept. Errors: those of storage.
Result<FollowedChanges> next_changes(storage::Reader& reader, std::string_view follower, std::int64_t limit);
/// Call it in the transaction that writes what the follower made of the notes up to `position`. Errors: those of
/// storage.
Result<void> have_followed(storage::Writer& writer, std::string_view follower, std::int64_t position);

/// What one stream wants to be told of: things by their ids, or, through a reach, all of some kinds.
struct ChangeTopic {
    std::string name;
    std::vector<std::int64_t> subjects;
    std::vector<model::ChangedThing> things;  ///< with a reach
    std::optional<model::Reach> reach;
};

/// The topic of this name, for this actor:
///   code:CODE, lot:ID   what the public page of a code or lot tells: its lots and its product (anyone)
///   submission:ID       one submission that the actor may read
///   submissions, products, lots, codes, grants   all that the actor's read_submissions reaches
///   catalogue           categories and dictionary (any user)
/// Errors: invalid `change.topic_unknown` {name}, `code.malformed`; not_found `change.no_story` (the code tells no
/// story), `lot.not_found`, `submission.not_found`; unauthenticated `token.missing`; denied `permission.denied`
/// {permission}.
Result<ChangeTopic> change_topic(const Services& services, const std::string& name, const model::Actor& actor);

/// Whether the actor's user may still do and reach what the topics were made with: asked after a stream hears, so that
/// what was taken from the user while the stream was made ends it, too. Errors: unauthenticated `session.ended`; those
/// of storage.
Result<void> check_topics(const Services& services, const std::vector<ChangeTopic>& topics, const model::Actor& actor);

/// One change for one stream.
struct ToldChange {
    std::int64_t position = 0;
    std::string topic;
    model::ChangedThing thing = model::ChangedThing::lot;
    std::int64_t subject = 0;
    std::string what;
    bool is_public = false;  ///< then topic and position are all that is told
};

/// Who listens.
struct Hearer {
    std::string address;                  ///< whom streams are counted by
    model::UserId user = {};              ///< if somebody signed in
    std::optional<Time> good_until = {};  ///< when what was shown for it ends: a token, a session that is not used
};

class ChangeHub;

/// What waits for one stream, at most limits::change_waiting_max notes. Safe from any thread.
class ChangeListener {
 public:
    ~ChangeListener();
    ChangeListener(const ChangeListener&) = delete;
    ChangeListener& operator=(const ChangeListener&) = delete;

    /// `tell` is called when there is something to take, and must not block. Empty: called no more when this returns.
    void when_news(std::function<void()> tell);
    struct Waiting {
        std::vector<ToldChange> changes;  ///< in order
        bool missed = false;              ///< some are not told: ask for everything anew
        bool ended = false;               ///< who listens may have lost the right to: nothing will follow
    };
    [[nodiscard]] Waiting take();

 private:
    friend class ChangeHub;
    ChangeListener(ChangeHub& hub, std::vector<ChangeTopic> topics, Hearer who);
    void add(std::vector<ToldChange> changes, bool missed);
    void end();
    /// Of the feed up to `until` it is told what was read for it, and nothing up to `since`.
    void begin(std::int64_t since, Waiting read, std::int64_t until);

    ChangeHub& hub_;
    const std::vector<ChangeTopic> topics_;
    const Hearer who_;
    std::uint64_t number_ = 0;
    std::mutex mutex_;
    Waiting waiting_;
    std::int64_t from_ = 0;  ///< what the hub tells up to here is known
    std::function<void()> tell_;
};

/// Looks at the feed soon after each write of this program and regularly for those of others, tells the listeners, and
/// has labels renewed when the dictionary changed. Outlives its listeners. Safe from any thread.
class ChangeHub {
 public:
    explicit ChangeHub(const Services& services) : services_(services) {}
    ~ChangeHub();
    ChangeHub(const ChangeHub&) = delete;
    ChangeHub& operator=(const ChangeHub&) = delete;

    /// Begins with what comes from now on; `labels` are renewed from then on, until stop(). Errors: those of storage.
    Result<void> start(Labels& labels);
    /// Looks no more: listeners are told nothing more.
    void stop();
    /// Something was written by this program: cheap, neither blocks nor asks the store.
    void written();
    /// The position up to which listeners were told; rises with changes of other programs too.
    [[nodiscard]] std::int64_t seen() const { return seen_; }
    /// The newest position there is now. Errors: those of storage.
    Result<std::int64_t> newest();

    /// A listener for these topics: what came after `since` is waiting already. The stream of a user ends when what the
    /// user may do changes, a session or token of it ends, and by its time. Errors: limited `change.too_many_streams`
    /// {seconds}; those of storage.
    Result<std::shared_ptr<ChangeListener>> listen(std::vector<ChangeTopic> topics, std::optional<std::int64_t> since,
                                                   Hearer who);
    /// Ends every stream: from where one may listen has changed.
    void end_all();
    [[nodiscard]] std::size_t listeners() const;

 private:
    friend class ChangeListener;
    using Told = std::map<std::uint64_t, std::vector<ToldChange>>;

    void loop();
    Result<bool> look();
    void end_streams(const std::vector<model::ChangeNote>& notes);
    void end_overdue();
    void tell_subjects(const std::vector<model::ChangeNote>& notes, Told& told);
    Result<void> tell_reaches(const std::vector<model::ChangeNote>& notes, Told& told);
    /// What came after `since`, and the newest position by then.
    using CaughtUp = std::pair<ChangeListener::Waiting, std::int64_t>;
    Result<CaughtUp> caught_up(const ChangeListener& listener, std::optional<std::int64_t> since);
    Result<void> enter(const std::shared_ptr<ChangeListener>& listener);
    void leave(ChangeListener& listener);

    const Services services_;
    Labels* labels_ = nullptr;  ///< once started
    std::atomic<std::int64_t> seen_ = 0;

    mutable std::mutex mutex_;  ///< guards what follows; taken before that of a listener
    std::uint64_t next_number_ = 1;
    std::map<std::uint64_t, ChangeListener*> listeners_;
    std::unordered_multimap<std::int64_t, std::pair<ChangeListener*, const ChangeTopic*>> by_subject_;
    std::unordered_map<std::string, std::size_t> by_address_;
    std::multimap<Time, ChangeListener*> by_end_;  ///< those that have one

    std::mutex wake_mutex_;
    std::condition_variable wake_;
    bool written_ = false;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace qy::business
