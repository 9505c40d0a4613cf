//! The program `mypage`: see `mypage --help`.

/// Many small texts are made and dropped in every request, and more while an index is built.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    mypage::cli::main()
}
