"""Invented ハローワーク postings for tests, benchmarks and the demo. No real posting is copied."""
