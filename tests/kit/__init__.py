"""What tests share: fakes that keep the contract, and harnesses."""
