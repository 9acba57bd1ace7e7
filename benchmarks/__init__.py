"""How Florilegium's speed is shown: a reference library made from a seed, measured, and set beside a floor."""
