"""What the product is compared with. Each module is an application for granian."""
