# SPDX-License-Identifier: Apache-2.0
"""The rules in plain Python, independent of the Swift code and of what writes the cases."""
