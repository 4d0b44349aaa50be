#include "selector/git/inflate.h"

#include <zlib.h>

#include <algorithm>
#include <limits>

namespace testfed {

struct Inflater::Stream {
  z_stream z{};
  bool usable = inflateInit(&z) == Z_OK;

  // zlib's answer after reading what fits into `bytes`, and no less than a byte of room.
  int Run(std::string_view compressed, std::string& bytes) {
    if (!usable || inflateReset(&z) != Z_OK) return Z_STREAM_ERROR;
    constexpr size_t kMost = std::numeric_limits<uInt>::max();
    char none = 0;
    if (bytes.size() > kMost) return Z_BUF_ERROR;
    z.next_in = reinterpret_cast<z_const Bytef*>(const_cast<char*>(compressed.data()));
    z.avail_in = static_cast<uInt>(std::min(compressed.size(), kMost));
    z.next_out = reinterpret_cast<Bytef*>(bytes.empty() ? &none : bytes.data());
    z.avail_out = static_cast<uInt>(std::max<size_t>(bytes.size(), 1));
    return inflate(&z, Z_FINISH);
  }
};

Inflater::Inflater() : stream_(std::make_unique<Stream>()) {}
Inflater::~Inflater() {
  if (stream_->usable) inflateEnd(&stream_->z);
}

bool Inflater::Whole(std::string_view compressed, size_t size, std::string& bytes) {
  bytes.resize(size);
  return stream_->Run(compressed, bytes) == Z_STREAM_END && stream_->z.total_out == size;
}

bool Inflater::Start(std::string_view compressed, size_t most, std::string& bytes) {
  bytes.resize(most);
  const int code = stream_->Run(compressed, bytes);
  bytes.resize(std::min<size_t>(stream_->z.total_out, most));
  return code == Z_STREAM_END || code == Z_BUF_ERROR || code == Z_OK;
}

}  // namespace testfed
