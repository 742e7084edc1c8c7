package eval

import "maps"

// Models returns the models of the standard library that make and take apart
// texts. Callers may add their own.
func Models() map[string]Model {
	all := map[string]Model{}
	for _, m := range []map[string]Model{
		fmtModels, stringsModels, bufferModels, strconvModels, pathModels,
		urlModels, valuesModels, osModels, timeModels, jsonModels, syncModels,
		iterModels, replacerModels, cryptoModels, clockModels, reflectModels, typeModels, indexModels,
		templateModels, predicateModels, listModels, runeModels,
	} {
		maps.Copy(all, m)
	}
	return all
}
