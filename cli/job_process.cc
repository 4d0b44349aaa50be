#include "cli/job_process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <map>

extern char** environ;  // NOLINT: POSIX names it so

namespace testfed {
namespace {

constexpr std::array kEndings = {SIGINT, SIGTERM, SIGHUP};
constexpr int kMillisecondsToEnd = 2000;

// Signals become bytes in a pipe, so that one poll waits for them and for output.
int signal_pipe[2] = {-1, -1};

void OnSignal(int number) {
  const int saved = errno;
  const char byte = static_cast<char>(number);
  // Full is as good: somebody will wake up.
  [[maybe_unused]] ssize_t written = write(signal_pipe[1], &byte, 1);
  errno = saved;
}

std::vector<std::string> EnvironmentWith(
    const std::vector<std::pair<std::string, std::string>>& variables) {
  std::vector<std::string> all;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text(*entry);
    const bool replaced = std::any_of(variables.begin(), variables.end(), [&](const auto& one) {
      return text.substr(0, text.find('=')) == one.first;
    });
    if (!replaced) all.emplace_back(text);
  }
  for (const auto& [name, value] : variables) all.push_back(name + "=" + value);
  return all;
}

std::vector<char*> Pointers(std::vector<std::string>& words) {
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  return pointers;
}

// In the child, between fork and exec: only calls that are safe there.
[[noreturn]] void Become(const char* directory, char* const* words, char* const* environment,
                         int output, int report) {
  setpgid(0, 0);
  // Also those that testfed was started with as ignored, as under nohup.
  for (int number = 1; number < NSIG; ++number) signal(number, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  const int null = open("/dev/null", O_RDONLY);
  const bool ready = null >= 0 && dup2(null, STDIN_FILENO) >= 0 &&
                     dup2(output, STDOUT_FILENO) >= 0 && dup2(output, STDERR_FILENO) >= 0 &&
                     chdir(directory) == 0;
  if (ready) {
    environ = const_cast<char**>(environment);  // execvp looks for PATH there
    execvp(words[0], words);
  }
  const int error = errno;
  [[maybe_unused]] ssize_t written = write(report, &error, sizeof error);
  _exit(127);
}

void Close(int& fd) {
  if (fd >= 0) close(fd);
  fd = -1;
}

class RealJobProcesses : public JobProcesses {
 public:
  RealJobProcesses() {
    if (pipe2(signal_pipe, O_CLOEXEC | O_NONBLOCK) != 0) signal_pipe[0] = signal_pipe[1] = -1;
    struct sigaction action {};
    action.sa_handler = OnSignal;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < kEndings.size(); ++i) sigaction(kEndings[i], &action, &old_[i]);
    sigaction(SIGCHLD, &action, &old_child_);
  }

  ~RealJobProcesses() override {
    EndAll();
    for (size_t i = 0; i < kEndings.size(); ++i) sigaction(kEndings[i], &old_[i], nullptr);
    sigaction(SIGCHLD, &old_child_, nullptr);
    Close(signal_pipe[0]);
    Close(signal_pipe[1]);
  }

  void Start(size_t number, const JobCommand& command) override {
    std::vector<std::string> words = command.words;
    std::vector<std::string> environment = EnvironmentWith(command.variables);
    std::vector<char*> word_pointers = Pointers(words);
    std::vector<char*> environment_pointers = Pointers(environment);
    int output[2] = {-1, -1}, report[2] = {-1, -1};
    pid_t child = -1;
    if (!words.empty() && pipe2(output, O_CLOEXEC) == 0 && pipe2(report, O_CLOEXEC) == 0) {
      child = fork();
      if (child == 0) {
        Become(command.directory.c_str(), word_pointers.data(), environment_pointers.data(),
               output[1], report[1]);
      }
    }
    int error = words.empty() ? ENOENT : child < 0 ? errno : 0;
    Close(output[1]);
    Close(report[1]);
    if (child > 0) {
      setpgid(child, child);  // whoever is first: it may be killed from here on
      int childs_error = 0;
      ssize_t got = 0;
      do {
        got = read(report[0], &childs_error, sizeof childs_error);
      } while (got < 0 && errno == EINTR);
      if (got == sizeof childs_error) {
        error = childs_error;
        while (waitpid(child, nullptr, 0) < 0 && errno == EINTR) {
        }
      }
    }
    Close(report[0]);
    if (error != 0) {
      Close(output[0]);
      std::string name = words.empty() ? "" : words[0];
      failed_.emplace_back(
          number, JobEnd{127, "`" + name + "` cannot be started: " + std::strerror(error)});
      return;
    }
    fcntl(output[0], F_SETFL, O_NONBLOCK);
    running_[number] = {child, output[0]};
  }

  bool Wait(const std::function<void(size_t, std::string_view)>& on_output,
            const std::function<void(size_t, const JobEnd&)>& on_end) override {
    if (!failed_.empty()) {
      for (const auto& [number, end] : std::exchange(failed_, {})) on_end(number, end);
      return true;
    }
    std::vector<pollfd> polled = {{signal_pipe[0], POLLIN, 0}};
    std::vector<size_t> numbers;
    for (const auto& [number, process] : running_) {
      if (process.output < 0) continue;
      polled.push_back({process.output, POLLIN, 0});
      numbers.push_back(number);
    }
    // A pipe that is not there is no reason to wait for ever.
    poll(polled.data(), polled.size(), signal_pipe[0] < 0 ? 50 : -1);
    if (Asked()) {
      EndAll();
      return false;
    }
    for (size_t i = 0; i < numbers.size(); ++i) {
      if (polled[i + 1].revents != 0) Drain(numbers[i], on_output);
    }
    for (auto process = running_.begin(); process != running_.end();) {
      int status = 0;
      if (waitpid(process->second.child, &status, WNOHANG) != process->second.child) {
        ++process;
        continue;
      }
      const size_t number = process->first;
      Drain(number, on_output);
      Close(process->second.output);
      process = running_.erase(process);
      on_end(number, {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), ""});
    }
    return true;
  }

 private:
  struct Process {
    pid_t child = -1;
    int output = -1;
  };

  // Whether a signal asks testfed to end.
  static bool Asked() {
    std::array<char, 64> bytes{};
    ssize_t got = read(signal_pipe[0], bytes.data(), bytes.size());
    for (ssize_t i = 0; i < got; ++i) {
      const int number = bytes[static_cast<size_t>(i)];
      if (std::find(kEndings.begin(), kEndings.end(), number) != kEndings.end()) return true;
    }
    return false;
  }

  // All that is there now.
  void Drain(size_t number, const std::function<void(size_t, std::string_view)>& on_output) {
    int& fd = running_[number].output;
    std::array<char, 65536> block{};
    // Bounded, so that a job that never stops writing keeps nobody else from being heard. It is
    // more than a pipe holds, so that nothing of a job that has ended is left.
    for (int blocks = 0; fd >= 0 && blocks < 32; ++blocks) {
      ssize_t got = read(fd, block.data(), block.size());
      if (got > 0) {
        on_output(number, {block.data(), static_cast<size_t>(got)});
      } else if (got == 0) {
        Close(fd);
      } else if (errno != EINTR) {
        return;
      }
    }
  }

  // Groups, so that what a job has started ends, too: first asked, then made to.
  void EndAll() {
    for (const auto& [number, process] : running_) kill(-process.child, SIGTERM);
    for (int waited = 0; waited < kMillisecondsToEnd && !running_.empty(); waited += 20) {
      for (auto entry = running_.begin(); entry != running_.end();) {
        Process& process = entry->second;
        if (waitpid(process.child, nullptr, WNOHANG) != process.child) {
          ++entry;
          continue;
        }
        kill(-process.child, SIGKILL);  // what the job left behind
        Close(process.output);
        entry = running_.erase(entry);
      }
      if (!running_.empty()) poll(nullptr, 0, 20);
    }
    for (auto& [number, process] : running_) {
      kill(-process.child, SIGKILL);
      while (waitpid(process.child, nullptr, 0) < 0 && errno == EINTR) {
      }
      Close(process.output);
    }
    running_.clear();
  }

  std::map<size_t, Process> running_;
  std::vector<std::pair<size_t, JobEnd>> failed_;
  std::array<struct sigaction, kEndings.size()> old_{};
  struct sigaction old_child_ {};
};

}  // namespace

std::unique_ptr<JobProcesses> MakeRealJobProcesses() {
  return std::make_unique<RealJobProcesses>();
}

}  // namespace testfed
