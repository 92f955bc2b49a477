/** Training and scoring of a fold, shared by every command that does either. */
package org.lgsc.cli.fold;
