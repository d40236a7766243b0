// SPDX-License-Identifier: Apache-2.0

// The build plugin generates what one method needs into this target.
