// qiongyuan map: tries a file of map outlines before the server is told to use it.
#include "map_command.h"

#include <fstream>
#include <iterator>

#include "base/map_limits.h"
#include "base/text_file.h"
#include "commands.h"

namespace qy::app {
namespace {

Result<void> write_picture(const presentation::RegionMap& map, const std::string& path, Language language) {
    if (path.empty()) return {};
    TextFile file(path);
    QY_CHECK(file.put(presentation::region_map_svg(map, language)));
    return file.close();
}

void print_figures(const presentation::RegionMap& map, const Talk& talk) {
    const auto& figures = map.figures;
    if (talk.json) {
        return print_json(JsonObject{{"approval", map.approval},
                                     {"regions", map.places.size()},
                                     {"points_read", figures.points_read},
                                     {"points_drawn", figures.points_drawn},
                                     {"moved_metres", figures.moved_metres}});
    }
    const auto say = [&](std::string_view zh, std::string_view en, const std::string& value) {
        print_line(std::string(words(talk, zh, en)) + value);
    };
    say("审图号：", "Map approval: ", map.approval);
    say("市县：", "Cities and counties: ", std::to_string(map.places.size()));
    say("文件中的点：", "Points in the file: ", std::to_string(figures.points_read));
    say("绘出的点：", "Points drawn: ", std::to_string(figures.points_drawn));
    say("轮廓偏移不超过（米）：", "Outlines are moved by (metres) at most: ", std::to_string(figures.moved_metres));
}

}  // namespace

Result<presentation::RegionMap> map_of_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return not_found("file.unreadable", {path});
    std::string bytes(limits::map_file_bytes_max + 1, '\0');
    file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (file.bad()) return not_found("file.unreadable", {path});
    bytes.resize(static_cast<std::size_t>(file.gcount()));
    return presentation::read_region_map(bytes);
}

Exit run_map(const CommandContext& context, const MapOptions& options) {
    const auto map = map_of_file(options.outlines);
    if (!map.ok()) return tell(map.error(), context.talk);
    const auto written = write_picture(*map, options.file, context.talk.language);
    if (!written.ok()) return tell(written.error(), context.talk);
    print_figures(*map, context.talk);
    return Exit::done;
}

}  // namespace qy::app
