// SPDX-License-Identifier: Apache-2.0

// The build plugin generates everything in this target.
