#pragma once
// For tests: a PostgreSQL server of the test program's own, started when first needed, gone with it.
#include <string>
#include <vector>

namespace qy::storage::testing {

/// Runs tests/postgres_server.bash, which tells what such a server is; ends with this object, or with the program.
class PostgresServer {
 public:
    /// `arguments` of the script: --tcp, --tls, setting=value. Aborts when no server starts.
    explicit PostgresServer(const std::vector<std::string>& arguments = {});
    ~PostgresServer();
    PostgresServer(const PostgresServer&) = delete;
    PostgresServer& operator=(const PostgresServer&) = delete;

    /// The one that the program's tests share.
    static PostgresServer& shared();

    /// stop, start, restart or kill; returns when it is done.
    void command(const std::string& text);

    [[nodiscard]] const std::string& folder() const { return folder_; }
    [[nodiscard]] const std::string& port() const { return port_; }
    /// Through the socket in its folder.
    [[nodiscard]] std::string url(const std::string& database) const;
    /// A new database, a copy of `like`.
    [[nodiscard]] std::string create_database(const std::string& like = "template1");
    void drop_database(const std::string& name);
    /// Statements outside of any transaction, as the server's administrator.
    void execute(const std::string& sql);

 private:
    struct Attach {};
    explicit PostgresServer(Attach attach);
    void read_ready();

    int process_ = 0;  // 0: another program's, whose child we are
    int input_ = -1;
    int output_ = -1;
    std::string folder_;
    std::string port_;
    int databases_ = 0;
};

}  // namespace qy::storage::testing
