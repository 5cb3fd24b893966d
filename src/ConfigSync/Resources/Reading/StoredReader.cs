using ConfigSync.Resources.Syntax;

namespace ConfigSync.Resources.Reading;

/// <summary>Reads the one resource of a stored document. What it is and what it is called, its key says.</summary>
/// <param name="context">The document.</param>
/// <param name="key">What it is stored under.</param>
/// <param name="revision">The store's revision of it.</param>
/// <param name="written">When it was written, by the store's clock.</param>
internal sealed class StoredReader(ReadContext context, ResourceKey key, long revision, DateTimeOffset written)
{
    /// <summary>The resource, or null when the document is no object; whole only if there is no error afterwards.</summary>
    internal StoredResource? Read(DocumentNode root)
    {
        CheckKey(root);
        if (ObjectReader.Open(context, root, Names(key.Kind)) is not { } section)
            return null;
        // For the names alone: an account has many documents, and this is one of them.
        var catalog = new Catalog(context);
        Agree(section, key.Kind == ResourceKind.Key ? "name" : "id", key.Id);
        if (key.Kind != ResourceKind.Account)
            Agree(section, "account", key.Account);
        StoredResource resource = key.Kind switch
        {
            ResourceKind.Deployment => new Deployment
            {
                Key = key,
                Config = DeploymentReader.Read(context, catalog, section, key.Account, key.Id),
                Description = section.Get("description", "", DescriptionValue.Read),
                Placement = section.GetOrNull("placement", null, PlacementReader.Read),
            },
            ResourceKind.Router => new Router { Key = key, Config = RouterReader.Read(context, catalog, section, key.Account, key.Id, MemberValue.ReadUnchecked) },
            ResourceKind.Key => new ApiKey { Key = key, Config = KeysReader.Read(section, key.Id, key.Account) },
            _ => new Account { Key = key },
        };
        return resource with
        {
            Revision = revision,
            CreateTime = section.Get("createTime", written, TimeValue.Read),
            UpdateTime = section.Get("updateTime", written, TimeValue.Read),
            CreatedBy = section.GetOrNull("createdBy", null, NameValue.Read),
            DisplayName = section.Get("displayName", "", DisplayNameValue.Read),
        };
    }

    private static string[] Names(ResourceKind kind) => kind switch
    {
        ResourceKind.Deployment => FieldNames.StoredDeployment,
        ResourceKind.Router => FieldNames.StoredRouter,
        ResourceKind.Key => FieldNames.StoredKey,
        _ => FieldNames.StoredAccount,
    };

    private void CheckKey(DocumentNode root)
    {
        // Words are made for mistakes alone: there may be a hundred thousand documents without one.
        if (!IdValue.IsAccount(key.Account))
            IdValue.CheckAccount(context, root, $"the account {Quoted.Of(key.Account)} that it is stored under", key.Account);
        if (key.Kind == ResourceKind.Account)
            CheckTwice(root);
        else if (!IdValue.IsId(key.Id))
            IdValue.Check(context, root, $"the id {Quoted.Of(key.Id)} that it is stored under", key.Id);
    }

    private void CheckTwice(DocumentNode root)
    {
        if (key.Id != key.Account)
            context.Error(root, $"it is stored under the account {Quoted.Of(key.Account)} and the id {Quoted.Of(key.Id)}", "Store an account under its id in both places.");
    }

    private void Agree(ObjectReader section, string name, string expected)
    {
        if (section[name] is { } node && TextValue.Read(context, node) is { } text && text != expected)
            context.Error(node, $"'{name}' is {Quoted.Of(node.Text)}, but it is stored under {Quoted.Of(expected)}", $"Write {Quoted.Of(expected)}, or leave '{name}' out.");
    }
}
