#include "zip_sink.h"

#include <unistd.h>

#include <cerrno>
#include <memory>

namespace qy::collection {
namespace {

struct Sink {
    int file;
    zip_int64_t at = 0;
    zip_error_t fault{};

    zip_int64_t failed(int code, int system = 0) {
        zip_error_set(&fault, code, system);
        return -1;
    }
    zip_int64_t write(const char* bytes, zip_uint64_t size) {
        for (zip_uint64_t done = 0; done < size;) {
            const auto wrote = ::pwrite(file, bytes + done, size - done, at);
            if (wrote < 0 && errno == EINTR) continue;
            if (wrote < 0) return failed(ZIP_ER_WRITE, errno);
            done += static_cast<zip_uint64_t>(wrote);
            at += wrote;
        }
        return static_cast<zip_int64_t>(size);
    }
    zip_int64_t seek(void* data, zip_uint64_t size) {
        const auto end = ::lseek(file, 0, SEEK_END);
        if (end < 0) return failed(ZIP_ER_SEEK, errno);
        const auto to = zip_source_seek_compute_offset(static_cast<zip_uint64_t>(at), static_cast<zip_uint64_t>(end),
                                                       data, size, &fault);
        if (to < 0) return -1;
        at = to;
        return 0;
    }
    zip_int64_t begin() {
        at = 0;
        return ::ftruncate(file, 0) == 0 ? 0 : failed(ZIP_ER_WRITE, errno);
    }
    /// There is nothing yet.
    static zip_int64_t tell(zip_stat_t& facts) {
        zip_stat_init(&facts);
        facts.size = 0;
        facts.valid |= ZIP_STAT_SIZE;
        return sizeof facts;
    }
};

zip_int64_t supported() {
    return zip_source_make_command_bitmap(
        ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE,
        ZIP_SOURCE_SEEK, ZIP_SOURCE_TELL, ZIP_SOURCE_BEGIN_WRITE, ZIP_SOURCE_COMMIT_WRITE, ZIP_SOURCE_ROLLBACK_WRITE,
        ZIP_SOURCE_WRITE, ZIP_SOURCE_SEEK_WRITE, ZIP_SOURCE_TELL_WRITE, ZIP_SOURCE_REMOVE, ZIP_SOURCE_SUPPORTS, -1);
}

zip_int64_t serve(void* user, void* data, zip_uint64_t size, zip_source_cmd_t command) {
    auto& sink = *static_cast<Sink*>(user);
    switch (command) {
        case ZIP_SOURCE_SUPPORTS:
            return supported();
        case ZIP_SOURCE_STAT:
            return Sink::tell(*static_cast<zip_stat_t*>(data));
        case ZIP_SOURCE_BEGIN_WRITE:
        case ZIP_SOURCE_ROLLBACK_WRITE:
        case ZIP_SOURCE_REMOVE:
            return sink.begin();
        case ZIP_SOURCE_WRITE:
            return sink.write(static_cast<const char*>(data), size);
        case ZIP_SOURCE_SEEK_WRITE:
            return sink.seek(data, size);
        case ZIP_SOURCE_TELL_WRITE:
            return sink.at;
        case ZIP_SOURCE_OPEN:
        case ZIP_SOURCE_CLOSE:
        case ZIP_SOURCE_COMMIT_WRITE:
            return 0;
        case ZIP_SOURCE_ERROR:
            return zip_error_to_data(&sink.fault, data, size);
        case ZIP_SOURCE_FREE:
            delete &sink;  // NOLINT(cppcoreguidelines-owning-memory): libzip says when
            return 0;
        default:
            return sink.failed(ZIP_ER_OPNOTSUPP);
    }
}

}  // namespace

zip_source_t* zip_sink(int file, zip_error_t* error) {
    auto sink = std::make_unique<Sink>(Sink{file});
    zip_source_t* const source = zip_source_function_create(&serve, sink.get(), error);
    if (source != nullptr) (void)sink.release();
    return source;
}

}  // namespace qy::collection
