//! The program `mypage`: see `mypage --help`.

fn main() -> std::process::ExitCode {
    mypage::cli::main()
}
