#include "selector/git/child_process.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace testfed {
namespace {

std::vector<char*> Pointers(const std::vector<std::string>& words) {
  std::vector<char*> pointers;
  for (const std::string& word : words) pointers.push_back(const_cast<char*>(word.c_str()));
  pointers.push_back(nullptr);
  return pointers;
}

// Two connected ends, closed in every other child. Sockets and not pipes, because a write to a
// child that died must be an error here, not a SIGPIPE.
struct Ends {
  int ours = -1;
  int childs = -1;
  bool Open() {
    std::array<int, 2> ends{};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) return false;
    ours = ends[0];
    childs = ends[1];
    return true;
  }
};

void Close(int& fd) {
  if (fd >= 0) close(fd);
  fd = -1;
}

absl::Status CannotStart(const std::string& program, int error) {
  return Error("`" + program + "` cannot be started: " + std::strerror(error));
}

// `err` < 0: to nowhere.
absl::StatusOr<pid_t> Spawn(const std::vector<std::string>& words,
                            const std::vector<std::string>& environment, int in, int out, int err) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in, 0);
  posix_spawn_file_actions_adddup2(&actions, out, 1);
  if (err >= 0) {
    posix_spawn_file_actions_adddup2(&actions, err, 2);
  } else {
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  }
  pid_t child = -1;
  int error = posix_spawnp(&child, words[0].c_str(), &actions, nullptr, Pointers(words).data(),
                           Pointers(environment).data());
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) return CannotStart(words[0], error);
  return child;
}

int Wait(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

// Feeds and drains at once, so that neither side waits for the other with a full buffer.
void Exchange(Ends& input, std::string_view rest, Ends& out, Ends& err, ChildResult& result) {
  auto drain = [](int& fd, std::string& bytes) {
    std::array<char, 65536> block;
    ssize_t got = recv(fd, block.data(), block.size(), 0);
    if (got > 0) {
      bytes.append(block.data(), static_cast<size_t>(got));
    } else if (got == 0 || errno != EINTR) {
      Close(fd);
    }
  };
  while (out.ours >= 0 || err.ours >= 0) {
    if (rest.empty()) Close(input.ours);
    std::array<pollfd, 3> polled = {
        {{out.ours, POLLIN, 0}, {err.ours, POLLIN, 0}, {input.ours, POLLOUT, 0}}};
    if (poll(polled.data(), polled.size(), -1) < 0 && errno != EINTR) return;
    if (polled[0].revents != 0) drain(out.ours, result.out);
    if (polled[1].revents != 0) drain(err.ours, result.err);
    if (polled[2].revents != 0) {
      ssize_t sent = send(input.ours, rest.data(), rest.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
      if (sent > 0) rest.remove_prefix(static_cast<size_t>(sent));
      if (sent < 0 && errno != EAGAIN && errno != EINTR) rest = {};
    }
  }
  Close(input.ours);
}

}  // namespace

absl::StatusOr<ChildResult> RunChild(const std::vector<std::string>& words,
                                     const std::vector<std::string>& environment,
                                     std::string_view input) {
  Ends in, out, err;
  ChildResult result;
  absl::StatusOr<pid_t> child = CannotStart(words[0], EMFILE);
  if (in.Open() && out.Open() && err.Open()) {
    child = Spawn(words, environment, in.childs, out.childs, err.childs);
  }
  for (Ends* ends : {&in, &out, &err}) Close(ends->childs);
  if (child.ok()) {
    Exchange(in, input, out, err, result);
    result.exit_code = Wait(*child);
  }
  for (Ends* ends : {&in, &out, &err}) Close(ends->ours);
  if (!child.ok()) return child.status();
  return result;
}

absl::StatusOr<Conversation> Conversation::Start(const std::vector<std::string>& words,
                                                 const std::vector<std::string>& environment) {
  Ends ends;
  if (!ends.Open()) return CannotStart(words[0], errno);
  auto child = Spawn(words, environment, ends.childs, ends.childs, -1);
  Close(ends.childs);
  if (!child.ok()) {
    Close(ends.ours);
    return child.status();
  }
  return Conversation(ends.ours, *child);
}

Conversation::Conversation(Conversation&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)),
      child_(std::exchange(other.child_, -1)),
      buffer_(std::move(other.buffer_)),
      used_(other.used_) {}

Conversation& Conversation::operator=(Conversation&& other) noexcept {
  std::swap(socket_, other.socket_);
  std::swap(child_, other.child_);
  std::swap(buffer_, other.buffer_);
  std::swap(used_, other.used_);
  return *this;
}

Conversation::~Conversation() {
  Close(socket_);
  if (child_ > 0) Wait(child_);
}

bool Conversation::Send(std::string_view bytes) {
  while (!bytes.empty()) {
    ssize_t sent = send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<size_t>(sent));
  }
  return true;
}

bool Conversation::Fill() {
  buffer_.erase(0, used_);
  used_ = 0;
  std::array<char, 65536> block;
  ssize_t got = 0;
  do {
    got = recv(socket_, block.data(), block.size(), 0);
  } while (got < 0 && errno == EINTR);
  if (got <= 0) return false;
  buffer_.append(block.data(), static_cast<size_t>(got));
  return true;
}

bool Conversation::ReceiveLine(std::string& line) {
  line.clear();
  while (true) {
    size_t end = buffer_.find('\n', used_);
    line.append(buffer_, used_, end == std::string::npos ? end : end - used_);
    used_ = end == std::string::npos ? buffer_.size() : end + 1;
    if (end != std::string::npos) return true;
    if (!Fill()) return false;
  }
}

bool Conversation::Receive(size_t count, std::string* bytes) {
  while (count > 0) {
    if (used_ == buffer_.size() && !Fill()) return false;
    size_t taken = std::min(count, buffer_.size() - used_);
    if (bytes != nullptr) bytes->append(buffer_, used_, taken);
    used_ += taken;
    count -= taken;
  }
  return true;
}

}  // namespace testfed
