#include "storage/testing/postgres_server.h"

#include <fcntl.h>
#include <libpq-fe.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>

#include "base/assert.h"
#include "base/text.h"

namespace qy::storage::testing {
namespace {

// Names the running server to children of the program: a death test runs the program once more.
constexpr const char* kSharedName = "QY_TEST_POSTGRES_SHARED";

std::array<int, 2> make_pipe() {
    std::array<int, 2> ends{};
    QY_ASSERT(::pipe2(ends.data(), O_CLOEXEC) == 0);  // no child may keep the server alive
    return ends;
}

std::string next_line(int file) {
    std::string line;
    for (char c = 0; ::read(file, &c, 1) == 1 && c != '\n';) line += c;
    return line;
}

}  // namespace

PostgresServer::PostgresServer(const std::vector<std::string>& arguments) {
    std::vector<std::string> words = {"bash", QY_SOURCE_DIR "/tests/postgres_server.bash"};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> argv;
    for (auto& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    const auto to_script = make_pipe();
    const auto from_script = make_pipe();
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, to_script[0], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, from_script[1], STDOUT_FILENO);
    QY_ASSERT(::posix_spawnp(&process_, "bash", &actions, nullptr, argv.data(), environ) == 0);
    posix_spawn_file_actions_destroy(&actions);
    ::close(to_script[0]);
    ::close(from_script[1]);
    input_ = to_script[1];
    output_ = from_script[0];
    read_ready();
}

PostgresServer::PostgresServer(Attach /*unused*/) {
    const auto words = split(std::getenv(kSharedName), ' ');
    folder_ = words[0];
    port_ = words[1];
}

PostgresServer::~PostgresServer() {
    if (process_ == 0) return;
    ::close(input_);
    ::close(output_);
    int status = 0;
    ::waitpid(process_, &status, 0);
}

PostgresServer& PostgresServer::shared() {
    static PostgresServer server = [] {
        if (std::getenv(kSharedName) != nullptr) return PostgresServer(Attach{});
        return PostgresServer(std::vector<std::string>{});
    }();
    ::setenv(kSharedName, (server.folder_ + " " + server.port_).c_str(), 1);
    return server;
}

void PostgresServer::read_ready() {
    const auto line = next_line(output_);
    const auto words = split(line, ' ');
    QY_ASSERT(words.size() == 3 && words[0] == "ready");
    folder_ = words[1];
    port_ = words[2];
}

void PostgresServer::command(const std::string& text) {
    QY_ASSERT(process_ != 0);
    const auto line = text + "\n";
    QY_ASSERT(::write(input_, line.data(), line.size()) == static_cast<ssize_t>(line.size()));
    read_ready();
}

std::string PostgresServer::url(const std::string& database) const {
    return "postgres://qiongyuan@/" + database + "?host=" + folder_ + "&port=" + port_;
}

std::string PostgresServer::create_database(const std::string& like) {
    auto name = "t" + std::to_string(::getpid()) + "_" + std::to_string(++databases_);
    execute("CREATE DATABASE " + name + " TEMPLATE " + like + " STRATEGY file_copy");
    return name;
}

void PostgresServer::drop_database(const std::string& name) {
    execute("DROP DATABASE " + name + " WITH (FORCE)");
}

void PostgresServer::execute(const std::string& sql) {
    auto* const connection = PQconnectdb(url("postgres").c_str());
    auto* const result = PQexec(connection, sql.c_str());
    const auto status = PQresultStatus(result);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) std::fputs(PQerrorMessage(connection), stderr);
    QY_ASSERT(status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK);
    PQclear(result);
    PQfinish(connection);
}

}  // namespace qy::storage::testing
