"""督查 and 评价: limits, funnels, budgets, duties; ratings, 应享未享, prediction against decision, effect over time."""
