/** JSON of strangers, read strictly. */
package org.lgsc.core.json;
