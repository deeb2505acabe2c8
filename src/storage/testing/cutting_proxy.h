#pragma once
// For tests: a way to a PostgreSQL server that is cut at the moment of a commit.
#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "storage/testing/temp_store.h"

namespace qy::storage::testing {

/// Passes bytes between one client at a time and the server's socket in `server_folder`.
class CuttingProxy {
 public:
    enum class Cut { never, before_request, before_answer };

    CuttingProxy(const std::string& server_folder, const std::string& port);
    ~CuttingProxy();
    CuttingProxy(const CuttingProxy&) = delete;
    CuttingProxy& operator=(const CuttingProxy&) = delete;

    /// The folder to connect to instead of the server's.
    [[nodiscard]] const std::string& folder() const { return folder_.path(); }
    /// Cuts the connection once, at the next message that holds COMMIT: the client's request never arrives, or it does
    /// and the server's answer is dropped. `refuse`: from then on nobody is let in.
    void cut_next(Cut cut, bool refuse = false);
    [[nodiscard]] bool has_cut() const { return cut_ == Cut::never && armed_; }

 private:
    void accept_clients();
    void pass(int client, int server);
    /// False when the connection is to end.
    bool forward(int from, int to, bool from_client, bool& committing);

    TempFolder folder_;
    std::string server_path_;
    int listener_ = -1;
    std::atomic<Cut> cut_ = Cut::never;
    std::atomic<bool> armed_ = false;
    std::atomic<bool> refuse_ = false;
    std::atomic<bool> ending_ = false;
    std::vector<std::thread> passing_;
    std::thread accepting_;
};

}  // namespace qy::storage::testing
